namespace Speech.Sdk.Vad;

/// <summary>
/// Widens regions on both sides; where two are too close for that, they share the silence between them. Holds back one
/// region, whose end depends on the next one's start.
/// </summary>
internal sealed class RegionPadding(double pad)
{
    /// <summary>Its start is final, its end is not widened yet.</summary>
    private SampleRange? _held;

    /// <summary>Where what is still to come can begin, if the next region's speech begins at <paramref name="nextSpeech"/> or later.</summary>
    public long OpenFrom(long nextSpeech) => _held?.Start ?? Math.Max(0, (long)(nextSpeech - pad));

    /// <summary>Takes the next region; appends the one before it.</summary>
    public void Add(SampleRange region, List<SampleRange> padded)
    {
        long widenedStart = (long)Math.Max(0, region.Start - pad);
        if (_held is { } previous)
        {
            long silence = region.Start - previous.End;
            if (silence < 2 * pad)
            {
                padded.Add(previous with { End = previous.End + (silence / 2) });
                widenedStart = region.Start - (silence / 2);
            }
            else
            {
                padded.Add(Widened(previous));
            }
        }

        _held = region with { Start = widenedStart };
    }

    /// <summary>Appends the held region if a next one, whose speech begins at <paramref name="nextSpeech"/> or later, is too far to touch it.</summary>
    public void Advance(long nextSpeech, List<SampleRange> padded)
    {
        if (_held is not { } previous || nextSpeech - previous.End < 2 * pad)
            return;
        padded.Add(Widened(previous));
        _held = null;
    }

    /// <summary>Appends the held region, which does not reach beyond the recording's length in samples.</summary>
    public void Finish(long samples, List<SampleRange> padded)
    {
        if (_held is { } last)
            padded.Add(last with { End = Math.Min(samples, Widened(last).End) });
        _held = null;
    }

    private SampleRange Widened(SampleRange region) => region with { End = (long)(region.End + pad) };
}
