using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Windows;

/// <summary>A model that gives a row of numbers for a window of audio. Thread-safe.</summary>
internal interface IWindowModel
{
    int SampleRate { get; }

    /// <summary>The longest window in samples.</summary>
    int WindowSamples { get; }

    /// <summary>The shortest window in samples that the model can hear.</summary>
    int ShortestSamples { get; }

    /// <summary>How many windows are best given together.</summary>
    int WindowsAtOnce { get; }

    /// <summary>A row a window: scores before softmax, or an embedding. Windows are between shortest and longest; none depends on the others.</summary>
    IReadOnlyList<float[]> Score(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> windows);
}
