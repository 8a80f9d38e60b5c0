using Speech.Sdk.Audio;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Hears Anna in files named after her, somebody else in the rest.</summary>
internal sealed class FakeEmbedder : ISpeakerEmbedder
{
    public EmbeddingOptions? Options { get; private set; }

    public bool Disposed { get; private set; }

    public EmbedderInfo Info { get; } = new()
    {
        Model = "fake", Family = "fake", Size = 2, SampleRate = 16_000, Window = TimeSpan.FromSeconds(30), Shortest = TimeSpan.FromSeconds(0.1), Threshold = 0.75,
        Precision = "fp32", ExecutionProvider = ExecutionProvider.Cpu,
    };

    public Task<SpeakerEmbedding> EmbedAsync(AudioSource audio, EmbeddingOptions? options, CancellationToken cancellationToken)
    {
        Options = options;
        if (audio.Name.Contains("broken", StringComparison.Ordinal))
            throw new AudioFormatException($"{audio.Name}: is no audio.");
        return Task.FromResult(new SpeakerEmbedding
        {
            Values = audio.Name.Contains("anna", StringComparison.Ordinal) ? new float[] { 0.5f, 0 } : new float[] { 0.6f, 0.8f },
            Duration = TimeSpan.FromSeconds(1.5),
            Model = "fake",
            ExecutionProvider = ExecutionProvider.Cpu,
        });
    }

    public Task<IReadOnlyList<SpeakerEmbedding>> EmbedBatchAsync(
        IReadOnlyList<AudioSource> audios, EmbeddingOptions? options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SpeakerVerification> VerifyAsync(AudioSource first, AudioSource second, double? threshold, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose() => Disposed = true;
}
