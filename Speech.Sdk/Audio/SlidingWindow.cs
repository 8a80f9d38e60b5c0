namespace Speech.Sdk.Audio;

/// <summary>
/// Windows of one length over a recording of any: each begins a hop after the one before, the last ends with the recording. Holds a
/// window and a hop, whatever the recording's length.
/// </summary>
internal sealed class SlidingWindow(AudioReader reader, int window, int hop)
{
    private readonly float[] _samples = new float[window + hop];
    private int _length = -1;

    /// <summary>The window's first sample, counted from the recording's beginning.</summary>
    public long Start { get; private set; }

    /// <summary>The sample after its last.</summary>
    public long End => Start + _length;

    /// <summary>The window; shorter than asked for only where the recording is. Valid until the next move.</summary>
    public ReadOnlySpan<float> Samples => _samples.AsSpan(0, _length);

    /// <summary>Goes on to the next window; false after the last.</summary>
    public bool MoveNext()
    {
        if (_length < 0)
        {
            _length = reader.Read(_samples.AsSpan(0, window));
            return true;
        }

        if (_length < window)
            return false;
        int read = reader.Read(_samples.AsSpan(window, hop));
        _samples.AsSpan(read, window).CopyTo(_samples);
        Start += read;
        return read > 0;
    }
}
