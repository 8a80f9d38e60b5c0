using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>What a loaded classifier is.</summary>
public sealed record ClassifierInfo
{
    /// <summary>The model's name: the catalogue name or the folder it was loaded from.</summary>
    public required string Model { get; init; }

    /// <summary>The model family, for example <c>whisper</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The labels that it tells apart, in the model's own order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The rate in Hz that audio is resampled to before the model hears it.</summary>
    public required int SampleRate { get; init; }

    /// <summary>The longest stretch that the model hears at once.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>From one frame to the next, where the model classifies every frame, as for diarization. <value>null where it classifies whole windows.</value></summary>
    public TimeSpan? Resolution { get; init; }

    /// <summary>What the graph's weights are stored in, for example <c>fp32</c> or <c>int8</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The execution provider that inference really runs on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>How the execution provider was chosen: the others and why not they, and what runs elsewhere. Null where nothing was to choose.</summary>
    public ProviderReport? ProviderReport { get; init; }
}
