using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>
/// What a recording was classified as. One longer than the window is heard in windows: the last ends with the recording, and two that
/// overlap stand for half of the overlap each. The whole recording's probabilities are the mean of the windows', weighted by
/// the length that each stands for, so that every second counts once. A model that classifies frames, as for diarization, is heard in windows that
/// overlap, of which only frames with enough around them count; a label's probability is then the mean over all frames.
/// </summary>
public sealed record Classification
{
    /// <summary>The labels of the whole recording, the likeliest first.</summary>
    public required IReadOnlyList<LabelProbability> Labels { get; init; }

    /// <summary>The stretches of a recording longer than the window, in the order of time and without gaps; empty for a shorter one, and where frames were classified.</summary>
    public IReadOnlyList<ClassifiedSpan> Spans { get; init; } = [];

    /// <summary>Where frames were classified: the stretches in which labels are active, by their beginning; those of different labels may overlap.</summary>
    public IReadOnlyList<LabelActivity> Activities { get; init; } = [];

    /// <summary>Where frames were classified: the probabilities of every frame. <value>null where whole windows were.</value></summary>
    public FrameProbabilities? Frames { get; init; }

    /// <summary>The recording's length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The execution provider that inference ran on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>What was mended while the audio was read, such as a cut-off end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
