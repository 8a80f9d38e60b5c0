namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>
/// Makes one text of overlapping chunks. Time tokens where no other chunk listens part its segments; what is written in strides
/// waits for the next chunk and is joined with that one's text where they agree (transformers, tokenization_whisper.py,
/// <c>_decode_asr</c>).
/// </summary>
/// <param name="tokenizer">Tells time and language tokens from text.</param>
/// <param name="timestamps">Whether times are asked for; where they are not, a change of language parts segments instead.</param>
/// <param name="words">Whether tokens are timed.</param>
/// <param name="start">Where the first chunk begins, in seconds.</param>
internal sealed class ChunkMerger(WhisperTokenizer tokenizer, bool timestamps, bool words, double start = 0)
{
    private const double Precision = 0.02;

    private readonly int _firstTime = tokenizer.Special.FirstTimestamp;
    private readonly List<MergedSegment> _segments = [];

    // The open segment: what the chunks before and this one wrote of it, where it began, its language.
    private readonly List<MergedToken[]> _earlier = [];
    private readonly List<MergedToken> _text = [];
    private double? _start;
    private WhisperLanguage? _language;

    private WhisperLanguage? _lastLanguage;
    private double _offset = start;
    private bool _skipsNext;

    /// <summary>Takes the next chunk.</summary>
    public void Add(IReadOnlyList<ChunkToken> tokens, ChunkStride stride)
    {
        tokens = WithoutPrompt(tokens);
        _offset -= stride.Left;
        int firstInRight = FirstInRightStride(tokens, stride);
        double firstOwn = _firstTime + (stride.Left / Precision);
        var clock = new WindowClock();
        for (int index = 0; index < tokens.Count; index++)
        {
            int id = tokens[index].Id;
            if (id < tokenizer.Special.EndOfText)
                _text.Add(Place(tokens, index));
            else if (id >= _firstTime)
                AddTime(id, Time(id, EndedWithOneTime(tokens, index), ref clock), firstInRight, firstOwn);
            else if (tokenizer.Languages.FromToken(id) is { } language)
                AddLanguage(language);
        }

        _offset += stride.Length - stride.Right;
        if (_text.Count > 0)
            Wait();
        else if (_earlier.TrueForAll(text => text.Length == 0))
            Open();
    }

    /// <summary>The whole text, once every chunk was added.</summary>
    public IReadOnlyList<MergedSegment> Finish()
    {
        if (_earlier.Count > 0)
            Close(end: null);
        return _segments;
    }

    private void AddTime(int id, double time, int firstInRight, double firstOwn)
    {
        // Time tokens come in pairs: with one in a stride its other half is left out as well.
        if (id >= firstInRight)
            _skipsNext = true;
        else if (_skipsNext || (_earlier.Count > 0 && id < firstOwn))
            _skipsNext = false;
        else if (_start is null)
            _start = time;
        else if (time != _start)
            CloseWithText(time);
    }

    private void AddLanguage(WhisperLanguage language)
    {
        if (!timestamps && _lastLanguage is { } last && last != language)
            CloseWithText(end: null);
        _language = _lastLanguage = language;
    }

    private void CloseWithText(double? end)
    {
        Wait();
        Close(end);
    }

    private void Close(double? end)
    {
        _segments.Add(new MergedSegment(_start, end, _language, OverlapMerger.Merge(_earlier, words)));
        Open();
    }

    private void Open()
    {
        _earlier.Clear();
        _start = null;
        _language = _lastLanguage;
    }

    private void Wait()
    {
        _earlier.Add([.. _text]);
        _text.Clear();
    }

    /// <summary>The earliest of the time tokens at the chunk's end that lie in its right stride; the last one counts as such wherever it lies.</summary>
    private int FirstInRightStride(IReadOnlyList<ChunkToken> tokens, ChunkStride stride)
    {
        int first = int.MaxValue;
        if (stride.Right == 0)
            return first;
        foreach (int id in tokens.Select(token => token.Id).Where(id => id >= _firstTime).Reverse())
        {
            if (first != int.MaxValue && (id - _firstTime) * Precision < stride.Length - stride.Right)
                break;
            first = id;
        }

        return first;
    }

    private double Time(int id, bool endedWithOneTime, ref WindowClock clock)
    {
        double time = (id - _firstTime) * Precision;
        double before = clock.Before(time, endedWithOneTime);
        return Math.Round(time + _offset + before, 2);
    }

    private bool EndedWithOneTime(IReadOnlyList<ChunkToken> tokens, int index) =>
        index >= 2 && (tokens[index - 1].Id < _firstTime || tokens[index - 2].Id < _firstTime);

    /// <summary>A token is said from the time of the token before it up to its own.</summary>
    private MergedToken Place(IReadOnlyList<ChunkToken> tokens, int index) => words
        ? new MergedToken(tokens[index], Math.Round((index > 0 ? tokens[index - 1].Time : 0) + _offset, 2), Math.Round(tokens[index].Time + _offset, 2))
        : new MergedToken(tokens[index], 0, 0);

    private IReadOnlyList<ChunkToken> WithoutPrompt(IReadOnlyList<ChunkToken> tokens) =>
        tokens.Count > 0 && tokens[0].Id == tokenizer.Special.StartOfPrevious
            ? [.. tokens.SkipWhile(token => token.Id != tokenizer.Special.StartOfTranscript)]
            : tokens;
}
