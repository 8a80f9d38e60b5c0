using Speech.Sdk.Audio;
using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// A part of a recording whose windows follow one another: each begins where the last complete segment ended, and may be told the
/// text before it.
/// </summary>
internal sealed class Passage : IPassage
{
    private readonly TranscriptionPlan _plan;
    private readonly AudioWindow _audio;
    private readonly IReadOnlyList<SampleRange> _ranges;
    private readonly TextHistory _history;
    private readonly bool _beginsRecording;
    private readonly IReadOnlyList<SampleRange>? _speech;
    private readonly PassageWords _words;
    private readonly List<Segment> _segments = [];
    private TimeSpan _end;
    private int _range;

    /// <param name="plan">The call's options.</param>
    /// <param name="audio">The recording.</param>
    /// <param name="features">Makes its windows.</param>
    /// <param name="stretch">What it is made of.</param>
    /// <param name="beginsRecording">Whether no passage comes before it.</param>
    public Passage(TranscriptionPlan plan, AudioWindow audio, IWindowFeatures features, Stretch stretch, bool beginsRecording)
    {
        _plan = plan;
        _audio = audio;
        Features = features;
        _ranges = stretch.Ranges;
        _speech = stretch.Speech;
        _history = plan.NewHistory(beginsRecording);
        _words = new PassageWords(plan);
        _beginsRecording = beginsRecording;
        Seek = _ranges[0].Start;
        FindWindow();
    }

    public long Seek { get; private set; }

    public int Samples { get; private set; }

    public bool Done => _range >= _ranges.Count;

    public WhisperLanguage? Language { get; set; }

    public IWindowFeatures Features { get; }

    public bool HasText => _segments.Count > 0;

    public bool HasHardlyAnySpeech => _speech is not null && Time(AllSpeech) < _plan.Rules.DoubtfulSpeech;

    public IReadOnlyList<Segment> Segments => _segments;

    public CoverageLedger Coverage { get; } = new();

    public WindowRequest Request(int window)
    {
        WindowPrompt prompt = _plan.PromptFor(Language, _history.Context(), _beginsRecording && Seek == _ranges[0].Start);
        return new WindowRequest(window, prompt, RandomNumbers.Key(_plan.Options.Fallback.Seed, Seek));
    }

    public void Add(DecodedWindow decoded, IWindowTimes? times)
    {
        if (_plan.Refusal(decoded) is { } refusal)
            MoveOn(Seek + Samples, refusal.Kind, refusal.Reason);
        else if (HasHardlyAnySpeech && !_plan.Options.Fallback.Accepts(decoded))
            MoveOn(Seek + Samples, CoverageKind.NoSpeech, FormattableString.Invariant($"no text convinces, and only {Time(AllSpeech).TotalSeconds:0.0} s sound like speech"));
        else
            AddText(decoded, times);
    }

    private void AddText(DecodedWindow decoded, IWindowTimes? times)
    {
        WindowText text = Split(decoded, out bool endsWithOneTime);
        if (times is not null)
            text = _words.Time(times, Language, text, Seek, Samples, _audio.Length ?? Seek + Samples, endsWithOneTime);
        if (text.IsVoid)
        {
            MoveOn(text.Next, CoverageKind.NoSpeech, "silence before words that seem imagined");
            return;
        }

        List<string> dropped = [];
        bool keeps = false;
        foreach (WindowSegment segment in text.Segments.Where(segment => !segment.IsBlank))
        {
            WindowSegment clamped = segment with { Start = Later(Clamp(segment.Start), _end), End = Clamp(segment.End) };
            if (clamped.End <= clamped.Start)
            {
                dropped.Add(segment.Text.Trim());
                continue;
            }

            _history.Add(segment.Tokens, decoded.Temperature);
            _segments.Add(Describe(decoded, clamped));
            _end = clamped.End;
            keeps = true;
        }

        _history.Add([], decoded.Temperature);
        bool nothingBelieved = !keeps && (text.Imagined.Count > 0 || dropped.Count > 0);
        MoveOn(SpeechIsLeft(text) ?? text.Next, nothingBelieved ? CoverageKind.Dropped : CoverageKind.Transcribed, Remark(decoded, text, dropped));
    }

    /// <summary>
    /// Where to go on when the window's text ends long before its speech does, as where a speaker changes language; null where it
    /// does not, or nobody looked for speech.
    /// </summary>
    private long? SpeechIsLeft(WindowText text)
    {
        if (_speech is null || text.Next < Seek + Samples || text.Segments.LastOrDefault(segment => !segment.IsBlank) is not { } last)
            return null;
        int hop = _plan.Model.Features.Hop;
        long end = (long)(Clamp(last.End).TotalSeconds * _plan.Model.Features.SampleRate) / hop * hop;
        return end > Seek && Time(SpeechBetween(end, Seek + Samples)) >= _plan.Rules.SpeechWorthHearing ? end : null;
    }

    private long AllSpeech => SpeechBetween(0, long.MaxValue);

    private long SpeechBetween(long start, long end) =>
        _speech?.Sum(region => Math.Max(0, Math.Min(end, region.End) - Math.Max(start, region.Start))) ?? 0;

    private WindowText Split(DecodedWindow decoded, out bool endsWithOneTime)
    {
        WhisperTokenizer tokenizer = _plan.Model.Tokenizer;
        TimeSpan window = Time(Samples);
        TimeSpan advance = window;
        List<SegmentSplitter.Piece> pieces = _plan.Options.Timestamps
            ? SegmentSplitter.Split(tokenizer, decoded.Tokens, window, out advance)
            : [new SegmentSplitter.Piece(decoded.Tokens, TimeSpan.Zero, window)];
        endsWithOneTime = SegmentSplitter.EndsWithOneTime(tokenizer, decoded.Tokens);
        WindowSegment[] segments =
        [
            .. pieces.Select(piece => new WindowSegment(
                Time(Seek) + piece.Start, Time(Seek) + piece.End, tokenizer.Decode([.. piece.Tokens], specials: false, timestamps: false), piece.Tokens) { NextStart = piece.NextStart }),
        ];
        return new WindowText(segments, advance >= window ? Seek + Samples : Seek + (long)Math.Round(advance.TotalSeconds * _plan.Model.Features.SampleRate));
    }

    private Segment Describe(DecodedWindow decoded, WindowSegment segment) => new()
    {
        Start = segment.Start,
        End = segment.End,
        WindowStart = Time(Seek),
        Text = segment.Text,
        Language = Language?.Code,
        Tokens = _plan.Rules.KeepsNextStart && segment.NextStart is { } next ? [.. segment.Tokens, next] : segment.Tokens,
        Words = [.. segment.Words.Select(word => word with { Start = Within(word.Start, segment), End = Within(word.End, segment) })],
        AverageLogProbability = decoded.AverageLogProbability,
        NoSpeechProbability = decoded.NoSpeechProbability,
        CompressionRatio = decoded.CompressionRatio,
        Temperature = decoded.Temperature,
        Alternatives = decoded.Alternatives,
    };

    private string? Remark(DecodedWindow decoded, WindowText text, List<string> dropped)
    {
        List<string> remarks = [];
        if (!decoded.Ended && text.Next >= Seek + Samples)
            remarks.Add($"the text stops at the limit of {decoded.Tokens.Count} tokens");
        if (dropped.Count > 0)
            remarks.Add($"text without a duration was dropped: \"{string.Join(' ', dropped)}\"");
        if (text.Imagined.Count > 0)
            remarks.Add($"text between silences that seems imagined was dropped: \"{string.Concat(text.Imagined.Select(segment => segment.Text)).Trim()}\"");
        return remarks.Count > 0 ? string.Join("; ", remarks) : null;
    }

    private void MoveOn(long next, CoverageKind kind, string? reason)
    {
        Coverage.Add(Seek, Math.Min(next, Seek + Samples), kind, reason);
        // Skipped with what is behind the window.
        Coverage.Extend(Math.Min(next, Math.Min(_ranges[_range].End, _audio.End)));
        Seek = next;
        FindWindow();
    }

    /// <summary>The next window from <see cref="Seek"/> on, in the next range where this one is done.</summary>
    private void FindWindow()
    {
        int hop = _plan.Model.Features.Hop;
        while (_range < _ranges.Count)
        {
            SampleRange range = _ranges[_range];
            _audio.Skip(Seek - _plan.Model.Features.WindowSamples);
            long read = _audio.ReadTo(Math.Min(range.End, Seek + _plan.Model.Features.WindowSamples + hop));
            long end = Math.Min(read, range.End);
            // Less than a frame is nothing to hear; a window of it would be padding in which models imagine words.
            if (end - Seek >= hop || (end > Seek && Seek == range.Start))
            {
                Samples = (int)Math.Min(end - Seek, _plan.Model.Features.WindowSamples);
                // The references' long form counts whole frames.
                if (_plan.SlicesRecording && Samples > hop)
                    Samples -= Samples % hop;
                return;
            }

            if (Seek > range.Start)
                Coverage.Extend(end);
            // Where words told to go on behind the range, the next one still begins at its own beginning.
            if (++_range < _ranges.Count)
                Seek = _ranges[_range].Start;
        }

        Samples = 0;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Within(TimeSpan time, WindowSegment segment) => time < segment.Start ? segment.Start : time > segment.End ? segment.End : time;

    // Times stay inside the range.
    private TimeSpan Clamp(TimeSpan time)
    {
        long end = Math.Min(_ranges[_range].End, _audio.Ended ? _audio.End : long.MaxValue);
        return end == long.MaxValue || time < Time(end) ? time : Time(end);
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _plan.Model.Features.SampleRate);
}
