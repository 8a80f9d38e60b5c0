using Speech.Sdk.Audio;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Gives every word a second of its own.</summary>
internal sealed class FakeAligner : IForcedAligner
{
    public string? Text { get; private set; }

    public AlignmentOptions? Options { get; private set; }

    public bool Disposed { get; private set; }

    public AlignerInfo Info { get; } = new()
    {
        Model = "fake", Family = "fake", Languages = [], SampleRate = 16_000, Resolution = TimeSpan.FromMilliseconds(20), Precision = "fp32", ExecutionProvider = ExecutionProvider.Cpu,
    };

    public Task<Alignment> AlignAsync(AudioSource audio, string text, AlignmentOptions? options, CancellationToken cancellationToken)
    {
        (Text, Options) = (text, options);
        int second = 0;
        AlignedLine[] lines =
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            {
                AlignedWord[] words = [.. line.Split(' ').Select(word => new AlignedWord(word, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(++second), 0.5, [new(word, TimeSpan.FromSeconds(second - 1), TimeSpan.FromSeconds(second), 0.5)]))];
                return new AlignedLine(line, words[0].Start, words[^1].End, words);
            }),
        ];
        return audio.Name.Contains("broken", StringComparison.Ordinal)
            ? throw new AudioFormatException($"{audio.Name}: is no audio.")
            : Task.FromResult(new Alignment { Lines = lines, Duration = TimeSpan.FromSeconds(10), Model = "fake", ExecutionProvider = ExecutionProvider.Cpu, Warnings = ["cut off"] });
    }

    public void Dispose() => Disposed = true;
}
