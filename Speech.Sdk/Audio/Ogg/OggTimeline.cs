namespace Speech.Sdk.Audio.Ogg;

/// <summary>
/// Which of the decoded frames of a logical stream are the recording's. A stream begins with frames that only warm the codec up,
/// its last packet is filled up, and the positions that its pages count tell how many (RFC 7845, section 4; Vorbis I
/// specification, section A.2).
/// </summary>
/// <param name="preSkip">Frames at the beginning that are not the recording's.</param>
internal sealed class OggTimeline(int preSkip)
{
    private long _decoded;
    private long? _origin;
    private long _granule;
    private bool _gap;

    /// <summary>How many frames are missing, as far as the positions tell.</summary>
    public long Missing { get; private set; }

    /// <summary>Notes that packets before the next frames were lost.</summary>
    public void Lose() => _gap = true;

    /// <summary>Takes the next frames, of a page that does not say where it ends, and returns the recording's among them.</summary>
    public Range Take(int frames) => Keep(frames, long.MaxValue);

    /// <summary>Takes the next frames and returns the recording's among them.</summary>
    /// <param name="frames">As many as the page's packets gave.</param>
    /// <param name="granule">Where the page says that it ends.</param>
    /// <param name="ahead">By how many frames what was decoded goes beyond that.</param>
    /// <param name="last">Whether the stream ends there too.</param>
    public Range Take(int frames, long granule, int ahead, bool last)
    {
        long decoded = _decoded + frames - ahead;

        // The first page of a stream that was cut out of a longer one counts from that one's beginning.
        _origin ??= last ? 0 : granule - decoded;
        if (_gap)
        {
            Missing += Math.Max(0, granule - decoded - _origin.Value);
            _origin = granule - decoded;
            _gap = false;
            last = false;
        }

        // Positions that stand still are no positions.
        long end = last && granule > _granule ? granule - _origin.Value : long.MaxValue;
        _granule = granule;
        return Keep(frames, end);
    }

    private Range Keep(int frames, long end)
    {
        int from = (int)Math.Clamp(preSkip - _decoded, 0, frames);
        int to = (int)Math.Clamp(end - _decoded, from, frames);
        _decoded += frames;
        return from..to;
    }
}
