using System.Collections.Concurrent;
using Speech.Sdk.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Export;

/// <summary>Exports of the real base model, made once for all tests that look at them.</summary>
[SetUpFixture]
public sealed class WhisperBase
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Exports = new();
    private static TemporaryFolder? _folder;

    internal static string Folder(ExportOptions options) => options == ExportOptions.Fp32 ? Fp32Export.Folder : Exports.GetOrAdd(options.ToString(), key => new Lazy<string>(() =>
    {
        string folder = _folder!.Combine(options.Name + Exports.Count);
        CheckpointExporter.Export(Shared.Path("models/whisper-base"), folder, options);
        return folder;
    })).Value;

    [OneTimeSetUp]
    public void Create() => _folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void Remove() => _folder!.Dispose();
}
