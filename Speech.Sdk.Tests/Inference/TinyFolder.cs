using Speech.Sdk.Export;
using Speech.Sdk.Tests.Classifiers;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.SpeechHeads;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Inference;

/// <summary>A folder of a model with random weights, which is made for a test and goes with it.</summary>
internal sealed class TinyFolder(string path, IDisposable owner) : IDisposable
{
    public string Path => path;

    public static TinyFolder Whisper()
    {
        TinyModel model = new();
        return new TinyFolder(model.Folder, model);
    }

    public static TinyFolder WhisperClassifier()
    {
        TemporaryFolder work = new();
        CheckpointExporter.Export(new TinyClassifier().Write(work.Combine("checkpoint")), work.Combine("model"), ExportOptions.Fp32);
        return new TinyFolder(work.Combine("model"), work);
    }

    public static TinyFolder Head(string architecture)
    {
        TinyHead head = new(architecture);
        return new TinyFolder(head.Folder, head);
    }

    public void Dispose() => owner.Dispose();
}
