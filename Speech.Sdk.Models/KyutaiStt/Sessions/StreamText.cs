using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>What a stream has said: all of its words, for the transcript, and those that nobody has been told of yet.</summary>
internal sealed class StreamText(IWordTimeline timeline)
{
    private readonly List<TimedWord> _words = [];
    private int _told;

    public IReadOnlyList<TimedWord> Words => _words;

    /// <summary>Text that follows all words and may still change.</summary>
    public string Provisional => timeline.Provisional;

    /// <summary>Whether there are words that were not given yet.</summary>
    public bool HasNews => _told < _words.Count;

    /// <summary>Takes the token of the next step.</summary>
    /// <param name="token">The token.</param>
    /// <param name="heard">How much sound there is; no word ends later.</param>
    public void Accept(TextToken token, TimeSpan heard)
    {
        int before = _words.Count;
        timeline.Add(token, _words);
        Fit(before, heard);
    }

    /// <summary>No step follows.</summary>
    public void End(TimeSpan heard)
    {
        int before = _words.Count;
        timeline.End(_words);
        Fit(before, heard);
    }

    /// <summary>The words that were not given yet.</summary>
    public IReadOnlyList<TimedWord> Tell()
    {
        if (_told == _words.Count)
            return [];
        List<TimedWord> news = _words[_told..];
        _told = _words.Count;
        return news;
    }

    public void Save(BinaryWriter target)
    {
        timeline.Save(target);
        target.Write(_told);
        target.Write(_words.Count);
        foreach (TimedWord word in _words)
            word.Save(target);
    }

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    public void Restore(BinaryReader source)
    {
        timeline.Restore(source);
        _told = source.ReadInt32();
        int count = source.ReadInt32();
        if (_told < 0 || _told > count)
            throw new InvalidDataException($"{_told} of {count} words were told");
        for (int index = 0; index < count; index++)
            _words.Add(TimedWord.Restore(source));
    }

    // Text comes during the silence behind the sound as well.
    private void Fit(int from, TimeSpan heard)
    {
        for (int index = from; index < _words.Count; index++)
        {
            TimedWord word = _words[index];
            if (word.End > heard)
                _words[index] = word with { Start = word.Start < heard ? word.Start : heard, End = heard };
        }
    }
}
