namespace Speech.Sdk;

/// <summary>
/// How likely each label is in each frame of a recording. Labels are independent: any number of them may be likely at once, as two
/// speakers who talk at the same time. Frame n begins at n · <see cref="Resolution"/>.
/// </summary>
public sealed class FrameProbabilities
{
    private readonly float[] _values;

    internal FrameProbabilities(IReadOnlyList<string> labels, TimeSpan resolution, float[] values) => (Labels, Resolution, _values) = (labels, resolution, values);

    /// <summary>The labels, in the model's own order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>From one frame to the next.</summary>
    public TimeSpan Resolution { get; }

    /// <summary>How many frames there are.</summary>
    public int Count => _values.Length / Labels.Count;

    /// <summary>A frame's probabilities, 0 to 1, in the order of <see cref="Labels"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    public ReadOnlySpan<float> this[int frame]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(frame);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Count);
            return _values.AsSpan(frame * Labels.Count, Labels.Count);
        }
    }
}
