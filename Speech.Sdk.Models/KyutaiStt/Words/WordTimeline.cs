using System.Text;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Tokens.SentencePiece;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.KyutaiStt.Words;

/// <summary>
/// Words with times from the tokens of a stream, one token a step; each word is handed out once, when its time is certain. The rule is
/// that of Kyutai's example: a word begins behind a word mark and ends at the next one; of several words between two marks each
/// but the last lasts as many steps as its text has tokens. What that rule leaves open: text before the first mark begins at its first
/// token, and a word behind which neither text nor a mark comes for a second lasts a second, or as long as it has tokens. The texts of
/// all words, joined, are the text of all tokens decoded at once. One a stream, not shared between threads; it keeps only what is pending.
/// </summary>
internal sealed class WordTimeline(SentencePieceTokenizer tokenizer, StepClock clock, TextIds ids) : IWordTimeline
{
    // Bounds for models that have lost their way and mark nothing any more.
    private const int MostTokens = 256;
    private const int MostPending = 64;

    private readonly PieceDecoder _decoder = new(tokenizer);
    private readonly List<PendingWord> _pending = [];
    private readonly StringBuilder _space = new();

    // Tokens that have given no letter yet: a space by itself, the first bytes of a character.
    private TokenRun _silent;

    private long _step;
    private double? _start;
    private bool _isInWord;
    private TimeSpan _lastEnd;

    /// <summary>Where the audio ends, as soon as that is known: no word that is handed out afterwards is behind it.</summary>
    public TimeSpan? AudioEnd { get; set; }

    /// <summary>The text of the words that are not handed out yet, and behind the last word spaces that no word has.</summary>
    public string Provisional => string.Concat(_pending.Select(word => word.Text.ToString())) + _space;

    /// <summary>Whether any text is not handed out yet.</summary>
    public bool HasProvisional => _pending.Count > 0;

    /// <summary>Takes the token of the next step.</summary>
    /// <returns>The words that are certain now, mostly none.</returns>
    public IReadOnlyList<Word> Push(TextToken token)
    {
        long step = _step++;
        bool isMark = token.Id == ids.WordMark || token.Id == ids.EndOfText;
        bool isText = ids.MayBeText(token.Id) && tokenizer.Contains(token.Id);
        if (isText)
        {
            TokenRun own = new(step, 1, token.LogProbability);
            _silent = _silent.With(own);
            Append(_decoder.Append(token.Id), own);
        }

        List<Word>? words = null;
        if (isMark)
        {
            Close(step, step, ref words);
            _start = token.Id == ids.WordMark ? step + 1 : null;
        }
        else if (_pending.Count > 0)
        {
            HandOut(ref words);
        }

        return words ?? (IReadOnlyList<Word>)[];
    }

    /// <summary>The stream is over: the words that are left. The last one ends with the stream, or a second after its beginning.</summary>
    public IReadOnlyList<Word> Finish()
    {
        Append(_decoder.Flush(), default);
        if (_pending.Count == 0)
            return [];
        _pending[^1].Text.Append(_space);
        _space.Clear();
        List<Word>? words = null;
        Close(_step, null, ref words);
        return words!;
    }

    /// <summary>Writes all that is pending.</summary>
    public void Save(BinaryWriter target)
    {
        target.Write(_step);
        target.Write(_start ?? double.NaN);
        target.Write(_isInWord);
        target.Write(_lastEnd.Ticks);
        target.Write(AudioEnd?.Ticks ?? -1);
        target.Write(_space.ToString());
        _silent.Save(target);
        _decoder.Save(target);
        target.Write(_pending.Count);
        foreach (PendingWord word in _pending)
            word.Save(target);
    }

    /// <summary>Makes it what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is the state of something else, or cut off.</exception>
    public void Restore(BinaryReader source)
    {
        try
        {
            _step = source.ReadInt64();
            _start = source.ReadDouble() is var start && double.IsNaN(start) ? null : start;
            _isInWord = source.ReadBoolean();
            _lastEnd = TimeSpan.FromTicks(source.ReadInt64());
            AudioEnd = source.ReadInt64() is >= 0 and var end ? TimeSpan.FromTicks(end) : null;
            _space.Clear().Append(source.ReadString());
            _silent = TokenRun.Restore(source);
            _decoder.Restore(source);
            _pending.Clear();
            for (int words = source.ReadInt32(); words > 0; words--)
                _pending.Add(PendingWord.Restore(source));
            if (_pending.Count > 0 && _start is null)
                throw new InvalidDataException("The words of a saved stream have no beginning.");
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("The words of a saved stream are cut off or damaged.", error);
        }
    }

    /// <param name="text">What a token added to the text.</param>
    /// <param name="own">That token.</param>
    private void Append(string text, TokenRun own)
    {
        for (int from = 0, to; from < text.Length; from = to)
        {
            bool isSpace = char.IsWhiteSpace(text[from]);
            to = from + 1;
            while (to < text.Length && char.IsWhiteSpace(text[to]) == isSpace)
                to++;
            if (isSpace)
            {
                _space.Append(text, from, to - from);
                _isInWord = false;
            }
            else
            {
                Continue(text.AsSpan(from, to - from));
                _silent = own;
            }
        }

        if (!string.IsNullOrWhiteSpace(text))
            _silent = default;
    }

    private void Continue(ReadOnlySpan<char> letters)
    {
        if (!_isInWord)
        {
            PendingWord next = new(_silent.Count > 0 ? _silent.First : _step - 1);
            next.Text.Append(_space);
            _space.Clear();
            _pending.Add(next);
            _start ??= next.Tokens.First;
            _isInWord = true;
        }

        _pending[^1].Text.Append(letters);
        _pending[^1].Add(_silent, _step - 1);
    }

    /// <summary>Hands out what nothing to come can change.</summary>
    private void HandOut(ref List<Word>? words)
    {
        while (_pending.Count > 1)
        {
            double end = _start!.Value + Length(_pending[0]);
            if (end > _step && _pending.Count <= MostPending)
                return;
            Take(Math.Min(end, _step), ref words);
        }

        bool isLeft = _step >= _pending[0].LastStep + 1 + clock.FrameRate;
        if (!isLeft && _pending[0].Tokens.Count < MostTokens)
            return;
        Take(Math.Min(LastEnd(), _step), ref words);
        _start = null;
        _isInWord = false;
    }

    /// <summary>Hands out all; the last one ends at a step, or where it ends by itself.</summary>
    private void Close(long limit, long? end, ref List<Word>? words)
    {
        while (_pending.Count > 1)
            Take(Math.Min(_start!.Value + Length(_pending[0]), limit), ref words);
        if (_pending.Count > 0)
            Take(end ?? Math.Min(LastEnd(), limit), ref words);
        _isInWord = false;
    }

    private double LastEnd() => Math.Max(_start!.Value + clock.FrameRate, _pending[^1].LastStep + 1);

    /// <summary>The number of tokens that a word's text has, however the model wrote it.</summary>
    private int Length(PendingWord word) => word.Length ??= tokenizer.Encode(word.Text.ToString().AsSpan().Trim()).Length;

    private void Take(double end, ref List<Word>? words)
    {
        PendingWord word = _pending[0];
        _pending.RemoveAt(0);
        TimeSpan start = Time(_start!.Value);
        _lastEnd = start;
        _lastEnd = Time(end);
        (words ??= []).Add(new Word(word.Text.ToString(), start, _lastEnd, word.Confidence));
        _start = end;
    }

    /// <summary>The time of a step, not before the last word's end and not behind the audio's.</summary>
    private TimeSpan Time(double step)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Max(0, clock.Seconds(step)));
        time = AudioEnd is { } end && time > end ? end : time;
        return time > _lastEnd ? time : _lastEnd;
    }
}
