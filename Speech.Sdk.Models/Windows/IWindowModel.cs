using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Windows;

/// <summary>A model that gives every label a score for a window of audio. Thread-safe.</summary>
internal interface IWindowModel
{
    /// <summary>The labels, in the order of their scores.</summary>
    IReadOnlyList<string> Labels { get; }

    int SampleRate { get; }

    /// <summary>The longest window in samples.</summary>
    int WindowSamples { get; }

    /// <summary>How many windows are best given together.</summary>
    int WindowsAtOnce { get; }

    /// <summary>Scores before softmax, a row a window. Windows may be shorter than <see cref="WindowSamples"/>; none depends on the others.</summary>
    IReadOnlyList<float[]> Score(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> windows);
}
