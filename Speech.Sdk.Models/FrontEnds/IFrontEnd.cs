namespace Speech.Sdk.Models.FrontEnds;

/// <summary>How a family turns audio into its graphs' input, and where the frames of what comes out lie. Immutable and thread-safe.</summary>
internal interface IFrontEnd
{
    int SampleRate { get; }

    /// <summary>Samples from one frame to the next: frame n belongs to those from n · Hop on.</summary>
    int Hop { get; }

    /// <summary>Samples behind its hop that a frame needs as well: fewer than Hop + Overlap samples have no frame.</summary>
    int Overlap { get; }

    /// <summary>Frames that come out for so many samples.</summary>
    int Frames(long samples);

    /// <summary>Begins to measure a recording; null where features of a part do not depend on the rest.</summary>
    IRecordingMeasure? Measure();

    /// <summary>The input's shape for a part of so many samples, without the batch.</summary>
    long[] Shape(int samples);

    /// <summary>Whether the encoder has strided layers behind it that hear what is left behind a clip's last whole row.</summary>
    bool HasEnds { get; }

    /// <summary>
    /// The first dimension of the input with what is left behind its last whole row: strided layers and time-delay layers hear it in the references
    /// although it is masked. The shape's where nothing is left.
    /// </summary>
    long Ends(int samples);

    /// <summary>Writes the input of a part that begins at a multiple of <see cref="Hop"/>.</summary>
    /// <param name="samples">The part.</param>
    /// <param name="scale">What the measure of the recording said; null where there is none.</param>
    /// <param name="destination">As large as the shape.</param>
    void Compute(ReadOnlySpan<float> samples, IRecordingScale? scale, Span<float> destination);
}
