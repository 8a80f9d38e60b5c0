namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>The probabilities of a pause since they were told last, of each head the highest, so that none is missed that stood out for a frame.</summary>
/// <param name="horizons">What the pause heads tell.</param>
/// <param name="interval">How long they wait for an update at most.</param>
internal sealed class PauseNews(IReadOnlyList<TimeSpan> horizons, TimeSpan interval)
{
    private readonly float[] _highest = new float[horizons.Count];
    private readonly float[] _told = new float[horizons.Count];
    private TimeSpan _toldAt;
    private bool _begins = true;

    public void Step(ReadOnlySpan<float> probabilities)
    {
        for (int head = 0; head < _highest.Length; head++)
            _highest[head] = _begins ? probabilities[head] : Math.Max(_highest[head], probabilities[head]);
        _begins = false;
    }

    /// <summary>Whether one has passed a half, or nothing was said for long.</summary>
    public bool IsDue(TimeSpan heard)
    {
        if (_highest.Length == 0)
            return false;
        for (int head = 0; head < _highest.Length; head++)
        {
            if ((_highest[head] > TurnEnds.Likely) != (_told[head] > TurnEnds.Likely))
                return true;
        }

        return heard - _toldAt >= interval;
    }

    public IReadOnlyList<PauseProbability> Tell(TimeSpan heard)
    {
        (_toldAt, _begins) = (heard, true);
        _highest.CopyTo(_told, 0);
        return [.. horizons.Zip(_told, (horizon, probability) => new PauseProbability(horizon, probability))];
    }

    public void Save(BinaryWriter target)
    {
        target.Write(_toldAt.Ticks);
        target.Write(_begins);
        for (int head = 0; head < _highest.Length; head++)
        {
            target.Write(_highest[head]);
            target.Write(_told[head]);
        }
    }

    public void Restore(BinaryReader source)
    {
        _toldAt = new TimeSpan(source.ReadInt64());
        _begins = source.ReadBoolean();
        for (int head = 0; head < _highest.Length; head++)
            (_highest[head], _told[head]) = (source.ReadSingle(), source.ReadSingle());
    }
}
