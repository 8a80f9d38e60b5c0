namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>
/// Says when a speaker has come to an end: where the model tells pauses, when it is surer than not of one at the horizon that Kyutai's own
/// example takes; otherwise when no word has followed for some time.
/// </summary>
internal sealed class TurnEnds
{
    /// <summary>From here on a pause is likelier than not.</summary>
    public const float Likely = 0.5f;

    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _pause;
    private readonly int _head;
    private bool _pausing;
    private bool _open;
    private TimeSpan _lastEnd;
    private TimeSpan _lastText;

    /// <param name="horizons">What the pause heads tell.</param>
    /// <param name="pause">How long a pause ends an utterance, for models without heads.</param>
    public TurnEnds(IReadOnlyList<TimeSpan> horizons, TimeSpan pause)
    {
        _pause = pause;
        _head = horizons.ToList().IndexOf(Horizon);
    }

    /// <summary>Takes a step.</summary>
    /// <param name="isText">Whether it wrote text.</param>
    /// <param name="pauses">The probabilities of a pause.</param>
    /// <param name="written">Up to where in the sound text has been written.</param>
    public void Step(bool isText, ReadOnlySpan<float> pauses, TimeSpan written)
    {
        if (isText)
            (_pausing, _lastText) = (false, written);
        else if (_head >= 0)
            _pausing |= pauses[_head] > Likely;
        else
            _pausing = written - (_lastEnd > _lastText ? _lastEnd : _lastText) >= _pause;
    }

    /// <summary>A word is certain.</summary>
    public void Add(TimeSpan end)
    {
        _open = true;
        _lastEnd = end;
    }

    /// <summary>Whether an utterance has ended, once each.</summary>
    /// <param name="complete">Whether all of its text is certain.</param>
    /// <param name="ended">Whether the stream has ended.</param>
    public bool Tell(bool complete, bool ended)
    {
        if (!_open || !complete || !(_pausing || ended))
            return false;
        _open = false;
        return true;
    }

    public void Save(BinaryWriter target)
    {
        target.Write(_pausing);
        target.Write(_open);
        target.Write(_lastEnd.Ticks);
        target.Write(_lastText.Ticks);
    }

    public void Restore(BinaryReader source)
    {
        _pausing = source.ReadBoolean();
        _open = source.ReadBoolean();
        _lastEnd = new TimeSpan(source.ReadInt64());
        _lastText = new TimeSpan(source.ReadInt64());
    }
}
