using Speech.Sdk.Audio;
using Speech.Sdk.Decoding;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// A part of a recording whose windows follow one another: each begins where the last complete segment ended, and may be told the
/// text before it. Passages know nothing of each other, so any number of them can be decoded at a time.
/// </summary>
internal sealed class Passage
{
    private readonly TranscriptionPlan _plan;
    private readonly AudioWindow _audio;
    private readonly IReadOnlyList<SampleRange> _ranges;
    private readonly TextHistory _history;
    private readonly bool _beginsRecording;
    private readonly List<Segment> _segments = [];
    private int _range;

    /// <param name="plan">The call's options.</param>
    /// <param name="audio">The recording.</param>
    /// <param name="ranges">Its parts, in the order of time; at least one.</param>
    /// <param name="beginsRecording">Whether no passage comes before it.</param>
    public Passage(TranscriptionPlan plan, AudioWindow audio, IReadOnlyList<SampleRange> ranges, bool beginsRecording)
    {
        _plan = plan;
        _audio = audio;
        _ranges = ranges;
        _history = plan.NewHistory();
        _beginsRecording = beginsRecording;
        Seek = ranges[0].Start;
        FindWindow();
    }

    /// <summary>Where the next window begins, in samples.</summary>
    public long Seek { get; private set; }

    /// <summary>Samples of the next window; fewer than the model's window at the end of a range.</summary>
    public int Samples { get; private set; }

    public bool Done => _range >= _ranges.Count;

    /// <summary>The language, once it is known.</summary>
    public WhisperLanguage? Language { get; set; }

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>What became of the passage so far.</summary>
    public CoverageLedger Coverage { get; } = new();

    /// <summary>What decoding the next window starts from.</summary>
    public WindowRequest Request(int window)
    {
        WindowPrompt prompt = _plan.PromptFor(Language, _history.Context(), _beginsRecording && Seek == _ranges[0].Start);
        return new WindowRequest(window, prompt, RandomNumbers.Key(_plan.Options.Fallback.Seed, Seek));
    }

    /// <summary>Takes the next window's text and moves on.</summary>
    public void Add(DecodedWindow decoded)
    {
        FallbackOptions fallback = _plan.Options.Fallback;
        if (fallback.IsSilence(decoded))
            MoveOn(Samples, CoverageKind.NoSpeech, FormattableString.Invariant($"no-speech probability {decoded.NoSpeechProbability:0.00}, average log-probability {decoded.AverageLogProbability:0.00}"));
        else if (_plan.DropsRepetitions && fallback.Repeats(decoded))
            MoveOn(Samples, CoverageKind.Dropped, FormattableString.Invariant($"the text repeats itself at every temperature (compression ratio {decoded.CompressionRatio:0.0})"));
        else
            AddText(decoded);
    }

    private void AddText(DecodedWindow decoded)
    {
        TimeSpan window = Time(Samples);
        TimeSpan advance = window;
        List<SegmentSplitter.Piece> pieces = _plan.Options.Timestamps
            ? SegmentSplitter.Split(_plan.Model.Tokenizer, decoded.Tokens, window, out advance)
            : [new SegmentSplitter.Piece(decoded.Tokens, TimeSpan.Zero, window)];
        List<string> dropped = [];
        foreach (SegmentSplitter.Piece piece in pieces)
        {
            string text = _plan.Model.Tokenizer.Decode([.. piece.Tokens], specials: false, timestamps: false);
            TimeSpan from = Clamp(Time(Seek) + piece.Start);
            TimeSpan to = Clamp(Time(Seek) + piece.End);
            if (text.Trim().Length == 0)
                continue;
            if (to <= from)
            {
                dropped.Add(text.Trim());
                continue;
            }

            _history.Add(piece.Tokens, decoded.Temperature);
            _segments.Add(Describe(decoded, _plan.Rules.KeepsNextStart && piece.NextStart is { } next ? [.. piece.Tokens, next] : piece.Tokens, text, from, to));
        }

        _history.Add([], decoded.Temperature);
        int advanced = advance >= window ? Samples : (int)Math.Round(advance.TotalSeconds * _plan.Model.Features.SampleRate);
        MoveOn(advanced, CoverageKind.Transcribed, Remark(decoded, heardToTheEnd: advance >= window, dropped));
    }

    private Segment Describe(DecodedWindow decoded, IReadOnlyList<int> tokens, string text, TimeSpan from, TimeSpan to) => new()
    {
        Start = from,
        End = to,
        WindowStart = Time(Seek),
        Text = text,
        Language = Language?.Code,
        Tokens = tokens,
        AverageLogProbability = decoded.AverageLogProbability,
        NoSpeechProbability = decoded.NoSpeechProbability,
        CompressionRatio = decoded.CompressionRatio,
        Temperature = decoded.Temperature,
        Alternatives = decoded.Alternatives,
    };

    private static string? Remark(DecodedWindow decoded, bool heardToTheEnd, List<string> dropped)
    {
        List<string> remarks = [];
        if (!decoded.Ended && heardToTheEnd)
            remarks.Add($"the text stops at the limit of {decoded.Tokens.Count} tokens");
        if (dropped.Count > 0)
            remarks.Add($"text without a duration was dropped: \"{string.Join(' ', dropped)}\"");
        return remarks.Count > 0 ? string.Join("; ", remarks) : null;
    }

    private void MoveOn(int samples, CoverageKind kind, string? reason)
    {
        Coverage.Add(Seek, Seek + samples, kind, reason);
        Seek += samples;
        FindWindow();
    }

    /// <summary>The next window from <see cref="Seek"/> on, in the next range where this one is done.</summary>
    private void FindWindow()
    {
        int hop = _plan.Model.Features.Hop;
        for (; _range < _ranges.Count; _range++)
        {
            SampleRange range = _ranges[_range];
            Seek = Math.Max(Seek, range.Start);
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

            Coverage.Extend(end);
        }

        Samples = 0;
    }

    // Times stay inside the range.
    private TimeSpan Clamp(TimeSpan time)
    {
        long end = Math.Min(_ranges[_range].End, _audio.Ended ? _audio.End : long.MaxValue);
        return end == long.MaxValue || time < Time(end) ? time : Time(end);
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _plan.Model.Features.SampleRate);
}
