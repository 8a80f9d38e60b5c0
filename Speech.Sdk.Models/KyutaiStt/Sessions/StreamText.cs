using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>What a stream has said: all of its words, for the transcript, and those that nobody has been told of yet.</summary>
/// <param name="timeline">Makes words of tokens.</param>
/// <param name="isText">Whether a token is text.</param>
internal sealed class StreamText(IWordTimeline timeline, Func<int, bool> isText)
{
    private readonly List<Word> _words = [];
    private readonly List<int> _tokens = [];

    // How many of the tokens the text up to each word has.
    private readonly List<int> _tokenEnds = [];
    private int _told;

    // Asked for after every step, and mostly the same.
    private string? _provisional;

    public IReadOnlyList<Word> Words => _words;

    /// <summary>Text that follows all words and may still change.</summary>
    public string Provisional => _provisional ??= timeline.Provisional;

    /// <summary>Whether all text is in words.</summary>
    public bool IsSettled => !timeline.HasProvisional;

    /// <summary>Whether there are words that were not given yet.</summary>
    public bool HasNews => _told < _words.Count;

    /// <summary>Takes the token of the next step.</summary>
    public void Accept(TextToken token)
    {
        if (isText(token.Id))
        {
            _tokens.Add(token.Id);
            _provisional = null;
        }

        Add(timeline.Push(token));
    }

    /// <summary>The sound has ended; no word ends later.</summary>
    public void EndAudio(TimeSpan heard) => timeline.AudioEnd = heard;

    /// <summary>No step follows.</summary>
    public void Finish()
    {
        Add(timeline.Finish());
        _provisional = null;
    }

    /// <summary>The tokens of some words.</summary>
    public IReadOnlyList<int> Tokens(Range words)
    {
        (int first, int count) = words.GetOffsetAndLength(_words.Count);
        int from = first == 0 ? 0 : _tokenEnds[first - 1];
        return _tokens[from.._tokenEnds[first + count - 1]];
    }

    /// <summary>The words that were not given yet.</summary>
    public IReadOnlyList<Word> Tell()
    {
        if (!HasNews)
            return [];
        List<Word> news = _words[_told..];
        _told = _words.Count;
        return news;
    }

    public void Save(BinaryWriter target)
    {
        timeline.Save(target);
        target.Write(_told);
        target.Write(_tokens.Count);
        _tokens.ForEach(target.Write);
        target.Write(_words.Count);
        for (int index = 0; index < _words.Count; index++)
        {
            Word word = _words[index];
            target.Write(word.Text);
            target.Write(word.Start.Ticks);
            target.Write(word.End.Ticks);
            target.Write(word.Confidence);
            target.Write(_tokenEnds[index]);
        }
    }

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    public void Restore(BinaryReader source)
    {
        timeline.Restore(source);
        _provisional = null;
        _told = source.ReadInt32();
        for (int left = source.ReadInt32(); left > 0; left--)
            _tokens.Add(source.ReadInt32());
        for (int left = source.ReadInt32(); left > 0; left--)
        {
            _words.Add(new Word(source.ReadString(), new TimeSpan(source.ReadInt64()), new TimeSpan(source.ReadInt64()), source.ReadDouble()));
            _tokenEnds.Add(source.ReadInt32());
        }

        if (_told < 0 || _told > _words.Count || _tokenEnds.Exists(end => end < 0 || end > _tokens.Count))
            throw new InvalidDataException("The words of a saved stream do not fit their tokens.");
    }

    // Words that are certain while others wait have their tokens told with these, which they border on.
    private void Add(IReadOnlyList<Word> words)
    {
        foreach (Word word in words)
        {
            _words.Add(word);
            _tokenEnds.Add(IsSettled ? _tokens.Count : _tokenEnds.LastOrDefault());
            _provisional = null;
        }
    }
}
