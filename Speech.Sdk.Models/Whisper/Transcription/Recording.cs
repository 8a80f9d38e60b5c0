using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>How far one recording of a call has come: its samples, where the next window begins, and what was found so far.</summary>
internal sealed class Recording
{
    private readonly WhisperModel _model;
    private readonly List<Segment> _segments = [];
    private readonly List<CoverageSpan> _coverage = [];
    private readonly IReadOnlyList<string> _warnings;
    private readonly int _length;
    private float[] _samples;

    public Recording(WhisperModel model, int index, float[] samples, WhisperLanguage? language, IReadOnlyList<string> warnings)
    {
        _model = model;
        Index = index;
        _samples = samples;
        _length = samples.Length;
        Language = language;
        Duration = Time(samples.Length);
        _warnings = warnings;
    }

    /// <summary>Which recording of the call it is.</summary>
    public int Index { get; }

    public TimeSpan Duration { get; }

    /// <summary>Where the next window begins, in samples.</summary>
    public int Seek { get; private set; }

    public bool Done => Seek >= _length;

    public bool AtStart => Seek == 0;

    public WhisperLanguage? Language { get; set; }

    public IReadOnlyList<LanguageProbability> LanguageProbabilities { get; set; } = [];

    public Stopwatches Watches { get; } = new();

    public TimeSpan Position => Time(Seek);

    /// <summary>The samples of the next window; fewer than the model's window at the recording's end.</summary>
    public ReadOnlySpan<float> Window => _samples.AsSpan(Seek, Math.Min(_model.Features.WindowSamples, _length - Seek));

    /// <summary>Adds the window's segments, cut at time tokens where these were asked for, and moves on to the next window.</summary>
    public void Add(DecodedWindow decoded, bool timestamps)
    {
        TimeSpan start = Position;
        int samples = Window.Length;
        TimeSpan window = Time(samples);
        if (IsSilence(decoded))
        {
            Advance(samples, CoverageKind.NoSpeech, $"no-speech probability {decoded.NoSpeechProbability:0.00}, average log-probability {decoded.AverageLogProbability:0.00}");
            return;
        }

        TimeSpan advance = window;
        List<SegmentSplitter.Piece> pieces = timestamps
            ? SegmentSplitter.Split(_model.Tokenizer, decoded.Tokens, window, out advance)
            : [new SegmentSplitter.Piece(decoded.Tokens, TimeSpan.Zero, window)];
        List<string> dropped = [];
        foreach (SegmentSplitter.Piece piece in pieces)
        {
            string text = _model.Tokenizer.Decode([.. piece.Tokens], specials: false, timestamps: false);
            TimeSpan from = Clamp(start + piece.Start);
            TimeSpan to = Clamp(start + piece.End);
            if (text.Trim().Length == 0)
                continue;
            if (to <= from)
            {
                dropped.Add(text.Trim());
                continue;
            }

            _segments.Add(new Segment
            {
                Start = from,
                End = to,
                Text = text,
                Tokens = piece.Tokens,
                AverageLogProbability = decoded.AverageLogProbability,
                NoSpeechProbability = decoded.NoSpeechProbability,
                CompressionRatio = decoded.CompressionRatio,
                Alternatives = decoded.Alternatives,
            });
        }

        int advanced = advance >= window ? samples : (int)Math.Round(advance.TotalSeconds * _model.Features.SampleRate);
        // Less than a frame is nothing to hear; a window of it would be padding in which models imagine words.
        if (_length - (Seek + advanced) < _model.Features.Hop)
            advanced = _length - Seek;
        Advance(advanced, CoverageKind.Transcribed, Remark(decoded, heardToTheEnd: advance >= window, dropped));
    }

    public Transcript ToTranscript() => new()
    {
        Text = string.Concat(_segments.Select(segment => segment.Text)).Trim(),
        Language = Language?.Code ?? "en",
        LanguageProbabilities = LanguageProbabilities,
        Duration = Duration,
        Segments = _segments,
        Coverage = _coverage,
        Diagnostics = new TranscriptDiagnostics
        {
            Model = _model.Name,
            ExecutionProvider = _model.Graphs.Provider,
            Warnings = _warnings,
            Audio = Watches.Audio,
            Features = Watches.Features,
            Encoder = Watches.Encoder,
            Decoder = Watches.Decoder,
            DecoderSteps = Watches.DecoderSteps,
        },
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

    // openai-whisper's defaults: likely silence, and the text was not convincing either.
    private static bool IsSilence(DecodedWindow decoded) => decoded is { NoSpeechProbability: > 0.6, AverageLogProbability: < -1.0 };

    private void Advance(int samples, CoverageKind kind, string? reason)
    {
        TimeSpan start = Position;
        Seek += samples;
        if (_coverage.Count > 0 && _coverage[^1] is var last && last.Kind == kind && last.Reason == reason)
            _coverage[^1] = last with { End = Position };
        else
            _coverage.Add(new CoverageSpan(start, Position, kind, reason));
        if (Done)
            _samples = [];
    }

    private TimeSpan Clamp(TimeSpan time) => time > Duration ? Duration : time;

    private TimeSpan Time(int samples) => TimeSpan.FromSeconds((double)samples / _model.Features.SampleRate);
}
