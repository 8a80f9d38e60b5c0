using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>A checkpoint of the shared folder, exported into a folder of its own.</summary>
internal sealed class ExportedModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportedModel(string checkpoint, ExportOptions? options = null) => CheckpointExporter.Export(Shared.Path(checkpoint), Folder, options ?? ExportOptions.Fp32);

    public string Folder => _folder.Combine("model");

    public Task<ISpeechRecognizer> LoadAsync(RecognizerOptions? options = null) =>
        SpeechRecognizer.LoadAsync(Folder, (options ?? new RecognizerOptions()) with { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 });

    public void Dispose() => _folder.Dispose();
}
