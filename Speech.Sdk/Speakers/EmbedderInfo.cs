using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>What a loaded embedder is.</summary>
public sealed record EmbedderInfo
{
    /// <summary>The model's name: the folder it was loaded from.</summary>
    public required string Model { get; init; }

    /// <summary>The model family, for example <c>wav2vec2</c>.</summary>
    public required string Family { get; init; }

    /// <summary>How many numbers an embedding has.</summary>
    public required int Size { get; init; }

    /// <summary>The rate in Hz that audio is resampled to before the model hears it.</summary>
    public required int SampleRate { get; init; }

    /// <summary>The longest stretch that the model hears at once.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The shortest recording that the model can embed.</summary>
    public required TimeSpan Shortest { get; init; }

    /// <summary>From which score on two recordings are taken for the same speaker's, unless a caller says otherwise: where to start, not a calibrated value.</summary>
    public required double Threshold { get; init; }

    /// <summary>What the graph's weights are stored in, for example <c>fp32</c> or <c>int8</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The execution provider that inference really runs on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>How the execution provider was chosen: the others and why not they, and what runs elsewhere. Null where nothing was to choose.</summary>
    public ProviderReport? ProviderReport { get; init; }
}
