namespace Speech.Sdk.Features;

/// <summary>
/// The features of SeamlessM4TFeatureExtractor: Kaldi's log-mel frames, every bin normalised over the recording's own frames, and
/// as many frames side by side in a row as the stride says. Rows that are not filled with frames are left out: the reference masks
/// them. A recording is measured first, bit by bit (<see cref="Measure"/>), and then any of its rows are computed with the scale found.
/// Immutable and thread-safe.
/// </summary>
internal sealed class SeamlessFeatures(SeamlessFeatureOptions options)
{
    private readonly KaldiLogMel _logMel = new(options.Mels, options.SampleRate);

    /// <summary>Samples a second that it expects.</summary>
    public int SampleRate => options.SampleRate;

    /// <summary>Values of a row: 160.</summary>
    public int RowSize => _logMel.Mels * options.Stride;

    /// <summary>Samples from one row to the next: 320.</summary>
    public int RowHop => _logMel.Hop * options.Stride;

    /// <summary>Rows of so many samples; 0 of fewer than 560.</summary>
    public long Rows(long samples) => _logMel.Frames(samples) / options.Stride;

    /// <summary>Samples that so many rows see: 240 more than rows · <see cref="RowHop"/>.</summary>
    public int Samples(int rows) => _logMel.Samples(rows * options.Stride);

    /// <summary>Begins to measure a recording.</summary>
    public SeamlessMeasure Measure() => new(_logMel);

    /// <summary>
    /// Writes the rows of a part of a recording into <paramref name="destination"/>, row-major [rows, <see cref="RowSize"/>]:
    /// <paramref name="samples"/> begins where the first row does, at a multiple of <see cref="RowHop"/>.
    /// </summary>
    public void Compute(ReadOnlySpan<float> samples, int rows, FrameScale scale, Span<float> destination)
    {
        Span<float> filled = destination[..(rows * RowSize)];
        _logMel.Compute(samples, rows * options.Stride, filled);
        scale.Apply(filled);
    }
}
