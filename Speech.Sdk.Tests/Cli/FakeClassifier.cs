using Speech.Sdk.Audio;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Hears cats, and in files named "long" rain after them.</summary>
internal sealed class FakeClassifier : IAudioClassifier
{
    public ClassificationOptions? Options { get; private set; }

    /// <summary>Done once a file named "endless" is heard.</summary>
    public TaskCompletionSource Endless { get; } = new();

    public bool Disposed { get; private set; }

    public ClassifierInfo Info { get; } = new()
    {
        Model = "fake", Family = "fake", Labels = ["cat", "rain"], SampleRate = 16_000, Window = TimeSpan.FromSeconds(30), Precision = "fp32", ExecutionProvider = ExecutionProvider.Cpu,
    };

    public async Task<Classification> ClassifyAsync(AudioSource audio, ClassificationOptions? options, CancellationToken cancellationToken)
    {
        Options = options;
        if (audio.Name.Contains("broken", StringComparison.Ordinal))
            throw new AudioFormatException($"{audio.Name}: is no audio.");
        if (audio.Name.Contains("endless", StringComparison.Ordinal))
        {
            Endless.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (audio.Name.Contains("frames", StringComparison.Ordinal))
        {
            return new Classification
            {
                Labels = [new("cat", 0.6), new("rain", 0.5)],
                Activities = [new("cat", TimeSpan.Zero, TimeSpan.FromSeconds(1.02), 0.9), new("heavy rain", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), 0.8)],
                Frames = new FrameProbabilities(["cat", "rain"], TimeSpan.FromSeconds(0.02), [0.6f, 0.5f]),
                Duration = TimeSpan.FromSeconds(1.5),
                Model = "fake",
                ExecutionProvider = ExecutionProvider.Cpu,
            };
        }

        bool isLong = audio.Name.Contains("long", StringComparison.Ordinal);
        return new Classification
        {
            Labels = [new("cat", 0.75), new("rain", 0.25)],
            Spans = isLong ? [new(TimeSpan.Zero, TimeSpan.FromSeconds(30), [new("cat", 1)]), new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40), [new("rain", 1)])] : [],
            Duration = TimeSpan.FromSeconds(isLong ? 40 : 1.5),
            Model = "fake",
            ExecutionProvider = ExecutionProvider.Cpu,
        };
    }

    public Task<IReadOnlyList<Classification>> ClassifyBatchAsync(
        IReadOnlyList<AudioSource> audios, ClassificationOptions? options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => Disposed = true;
}
