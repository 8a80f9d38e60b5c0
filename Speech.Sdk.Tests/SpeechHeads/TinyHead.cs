using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Wav2Vec2;

namespace Speech.Sdk.Tests.SpeechHeads;

/// <summary>A wav2vec2 of a few thousand random weights with a head, exported: frames of 20 samples that hear 30.</summary>
internal sealed class TinyHead : IDisposable
{
    public const string Classifier = "Wav2Vec2ForSequenceClassification";
    public const string Frames = "Wav2Vec2ForAudioFrameClassification";
    public const string Embedder = "Wav2Vec2ForXVector";
    public const string Ctc = "Wav2Vec2ForCTC";

    private readonly TemporaryFolder _folder = new();

    public TinyHead(string architecture)
    {
        Checkpoint = new TinyWav2Vec2 { Architecture = architecture }.Write(_folder.Combine("checkpoint"));
        CheckpointExporter.Export(Checkpoint, Folder, ExportOptions.Fp32);
    }

    public string Checkpoint { get; }

    public string Folder => _folder.Combine("model");

    public void Dispose() => _folder.Dispose();

    /// <summary>A tone that changes all the time, 16 kHz.</summary>
    public static float[] Sweep(int samples, int from = 0) => [.. Enumerable.Range(from, samples).Select(i => (float)Math.Sin(i * (0.05 + (i * 2e-5))))];

    public static AudioSource Audio(int samples, int from = 0) => AudioSource.FromSamples(Sweep(samples, from), 16_000);
}
