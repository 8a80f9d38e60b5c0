using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The real base checkpoint in fp32, exported and loaded once a test run.</summary>
[SetUpFixture]
internal sealed class WhisperBase
{
    private static readonly Lazy<string> Exported = new(Export);
    private static readonly Lazy<WhisperModel> Parts = new(() => LoadedParts.Load(Exported.Value));
    private static readonly Lazy<ISpeechRecognizer> Loaded =
        new(() => SpeechRecognizer.LoadAsync(Exported.Value, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu }).GetAwaiter().GetResult());

    public static WhisperModel Model => Present(Parts);

    /// <summary>Where it lies.</summary>
    public static string Folder => Present(Exported);

    /// <summary>The same as a user loads it.</summary>
    public static ISpeechRecognizer Recognizer => Present(Loaded);

    /// <summary>Clips of fixtures/whisper/audio.</summary>
    public static EncodedClips Encode(params IReadOnlyList<string> clips) => EncodedClips.Of(Model, clips);

    public static AudioSource Audio(string clip) => AudioSource.FromFile(Shared.Path($"fixtures/whisper/audio/{clip}.flac"));

    public static float[] Samples(string clip) => Audio(clip).ReadAll(16_000);

    [OneTimeTearDown]
    public void Remove()
    {
        EncodedClips.Forget();
        if (Parts.IsValueCreated)
            Parts.Value.Dispose();
        if (Loaded.IsValueCreated)
            Loaded.Value.Dispose();
        if (Exported.IsValueCreated)
            Directory.Delete(Path.GetDirectoryName(Exported.Value)!, recursive: true);
    }

    private static T Present<T>(Lazy<T> value)
    {
        Shared.Path("models/whisper-base");
        return value.Value;
    }

    private static string Export()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("speech-sdk-tests-").FullName, "whisper-base-fp32");
        CheckpointExporter.Export(Shared.Path("models/whisper-base"), folder, ExportOptions.Fp32);
        return folder;
    }
}
