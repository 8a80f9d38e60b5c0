using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>The parts of a loaded model; disposed by the last call that uses them.</summary>
internal sealed record KyutaiSttModel : IDisposable
{
    public required string Name { get; init; }

    public required string Precision { get; init; }

    public required ExecutionProvider Provider { get; init; }

    /// <summary>What was chosen to run it on, and why nothing else.</summary>
    public ProviderReport? ProviderReport { get; init; }

    public required KyutaiSttTiming Timing { get; init; }

    /// <summary>The steps that all calls share.</summary>
    public required StreamPool Pool { get; init; }

    public required int MaxStreams { get; init; }

    public required int Codebooks { get; init; }

    /// <summary>What the pause heads tell, in their order; empty where there are none.</summary>
    public required IReadOnlyList<TimeSpan> Horizons { get; init; }

    /// <summary>Makes the encoder of a recording.</summary>
    public required Func<IRecordingEncoder> RecordingEncoder { get; init; }

    /// <summary>Makes the words of a stream.</summary>
    public required Func<IWordTimeline> Timeline { get; init; }

    /// <summary>Whether a text id is text, rather than padding.</summary>
    public required Func<int, bool> IsText { get; init; }

    /// <summary>Tells the model from others: states are its own.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>What else the model owns, disposed last.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public SileroVad VoiceActivity { get; } = new();

    public void Dispose()
    {
        Pool.Dispose();
        foreach (IDisposable owned in Owned)
            owned.Dispose();
        VoiceActivity.Dispose();
    }
}
