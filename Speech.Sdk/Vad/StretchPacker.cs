namespace Speech.Sdk.Vad;

/// <summary>
/// Packs regions of speech into stretches for windows of limited length. A stretch runs from its first region's start to its
/// last region's end, pauses included. Lengths are in samples. Not thread-safe.
/// </summary>
/// <param name="maxLength">No stretch is longer, except one region alone that is.</param>
/// <param name="maxPause">A longer pause always separates.</param>
internal sealed class StretchPacker(long maxLength = 30 * SileroVad.SampleRate, long maxPause = 2 * SileroVad.SampleRate)
{
    private readonly List<SampleRange> _packed = [];

    /// <summary>Where the stretch that is not out yet begins; null where there is none.</summary>
    public long? OpenFrom => _packed.Count > 0 ? _packed[0].Start : null;

    /// <summary>Takes the next region; appends the stretches that are final with it.</summary>
    public void Add(SampleRange region, List<SampleRange> stretches)
    {
        Advance(region.Start, stretches);
        if (_packed.Count > 0 && region.End - _packed[0].Start > maxLength)
            Cut(region, stretches);
        _packed.Add(region);
        if (region.End - _packed[0].Start >= maxLength)
            Finish(stretches);
    }

    /// <summary>Appends the open stretch if no region that begins at <paramref name="nextRegion"/> or later can belong to it.</summary>
    public void Advance(long nextRegion, List<SampleRange> stretches)
    {
        if (_packed.Count > 0 && nextRegion - _packed[^1].End > maxPause)
            Finish(stretches);
    }

    /// <summary>Appends the stretch that is left.</summary>
    public void Finish(List<SampleRange> stretches) => Emit(_packed.Count, stretches);

    /// <summary>
    /// Cuts at the longest pause of the later half rather than at the last one: it is the likeliest end of a sentence, and at
    /// least half of what was packed stays together. What follows the cut must leave room for the region that did not fit.
    /// </summary>
    private void Cut(SampleRange next, List<SampleRange> stretches)
    {
        long middle = _packed[0].Start + ((_packed[^1].End - _packed[0].Start) / 2);
        int cut = _packed.Count;
        long longest = next.Start - _packed[^1].End;
        for (int i = cut - 1; i > 0; i--)
        {
            long pause = _packed[i].Start - _packed[i - 1].End;
            if (_packed[i - 1].End >= middle && next.End - _packed[i].Start <= maxLength && pause > longest)
                (cut, longest) = (i, pause);
        }

        Emit(cut, stretches);
    }

    private void Emit(int regions, List<SampleRange> stretches)
    {
        if (regions == 0)
            return;
        stretches.Add(new SampleRange(_packed[0].Start, _packed[regions - 1].End));
        _packed.RemoveRange(0, regions);
    }
}
