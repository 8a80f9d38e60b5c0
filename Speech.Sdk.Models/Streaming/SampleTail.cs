namespace Speech.Sdk.Models.Streaming;

/// <summary>The newest samples of a stream, as far back as they are needed. Positions are samples from the stream's beginning.</summary>
internal sealed class SampleTail
{
    private float[] _samples = [];
    private int _count;

    /// <summary>The first sample held.</summary>
    public long Start { get; private set; }

    /// <summary>How much came so far.</summary>
    public long End => Start + _count;

    public void Append(ReadOnlySpan<float> samples)
    {
        if (_count + samples.Length > _samples.Length)
            Array.Resize(ref _samples, Math.Max(_count + samples.Length, 2 * _samples.Length));
        samples.CopyTo(_samples.AsSpan(_count));
        _count += samples.Length;
    }

    public ReadOnlySpan<float> Slice(long start, long end) => _samples.AsSpan((int)(start - Start), (int)(end - start));

    /// <summary>Lets go of what lies before a position.</summary>
    public void Release(long before)
    {
        int released = (int)Math.Clamp(before - Start, 0, _count);
        // Moving the rest at every call would cost more than the memory is worth.
        if (released < _samples.Length / 2)
            return;
        _samples.AsSpan(released, _count - released).CopyTo(_samples);
        Start += released;
        _count -= released;
    }
}
