namespace Speech.Sdk.Features;

/// <summary>
/// Finds the scale of a recording's features from its samples, which come in pieces of any size. Not for use by two threads at a time.
/// </summary>
internal sealed class SeamlessMeasure
{
    private const int FramesAtOnce = 128;

    private readonly KaldiLogMel _logMel;
    private readonly FrameStatistics _statistics;
    private readonly float[] _samples;
    private readonly float[] _frames;
    private int _held;

    internal SeamlessMeasure(KaldiLogMel logMel)
    {
        _logMel = logMel;
        _statistics = new FrameStatistics(logMel.Mels);
        _samples = new float[logMel.Samples(FramesAtOnce)];
        _frames = new float[FramesAtOnce * logMel.Mels];
    }

    /// <summary>Takes the next samples.</summary>
    public void Accept(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, _samples.Length - _held);
            samples[..count].CopyTo(_samples.AsSpan(_held));
            samples = samples[count..];
            _held += count;
            if (_held == _samples.Length)
                Count();
        }
    }

    /// <summary>The scale of all samples so far.</summary>
    public FrameScale Scale()
    {
        Count();
        return _statistics.Scale();
    }

    private void Count()
    {
        int frames = (int)_logMel.Frames(_held);
        _logMel.Compute(_samples, frames, _frames);
        _statistics.Accept(_frames.AsSpan(0, frames * _logMel.Mels));
        int counted = frames * _logMel.Hop;
        _samples.AsSpan(counted, _held - counted).CopyTo(_samples);
        _held -= counted;
    }
}
