using Speech.Sdk.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests;

/// <summary>The real base checkpoint as graphs in fp32, made once for the tests of exports and of everything that runs them.</summary>
[SetUpFixture]
internal sealed class Fp32Export
{
    private static readonly Lazy<string> Made = new(Make);

    /// <summary>Where it lies; skips the test where there is no checkpoint.</summary>
    public static string Folder
    {
        get
        {
            Shared.Path("models/whisper-base");
            return Made.Value;
        }
    }

    [OneTimeTearDown]
    public void Remove()
    {
        if (Made.IsValueCreated)
            Directory.Delete(Path.GetDirectoryName(Made.Value)!, recursive: true);
    }

    private static string Make()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("speech-sdk-tests-").FullName, "whisper-base-fp32");
        CheckpointExporter.Export(Shared.Path("models/whisper-base"), folder, ExportOptions.Fp32);
        return folder;
    }
}
