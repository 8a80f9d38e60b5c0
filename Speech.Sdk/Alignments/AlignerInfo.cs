using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>What a loaded aligner is.</summary>
public sealed record AlignerInfo
{
    /// <summary>The model's name: the catalogue name or the folder it was loaded from.</summary>
    public required string Model { get; init; }

    /// <summary>The model family, for example <c>wav2vec2</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The codes of the languages that the model tells apart; empty where it has one and does not say which.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The rate in Hz that audio is resampled to before the model hears it.</summary>
    public required int SampleRate { get; init; }

    /// <summary>How fine times are: what one frame of the model lasts.</summary>
    public required TimeSpan Resolution { get; init; }

    /// <summary>What the graph's weights are stored in, for example <c>fp32</c> or <c>int8</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The execution provider that inference really runs on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>How the execution provider was chosen: the others and why not they, and what runs elsewhere. Null where nothing was to choose.</summary>
    public ProviderReport? ProviderReport { get; init; }
}
