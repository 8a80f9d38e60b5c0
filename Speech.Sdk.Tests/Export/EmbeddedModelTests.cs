using Speech.Sdk.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Export;

/// <summary>The model of the repository is what its provenance file says.</summary>
public sealed class EmbeddedModelTests
{
    [Test]
    public void Export_PublishedWeightsInInt8_GivesTheRepositorysBytes()
    {
        Shared.Path("models/whisper-base");
        string output = WhisperBase.Folder(ExportOptions.Int8);
        foreach (string file in Directory.GetFiles(output))
            Assert.That(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Repository.Path($"models/whisper-base/{Path.GetFileName(file)}"))), Path.GetFileName(file));
        Assert.That(Directory.GetFiles(output).Sum(file => new FileInfo(file).Length), Is.LessThanOrEqualTo(80_000_000));
    }
}
