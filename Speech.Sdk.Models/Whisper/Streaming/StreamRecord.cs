using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>What a stream has given so far: segments, account of its time, latency, and the text that goes before the next window.</summary>
internal sealed class StreamRecord
{
    // More context costs time at every update and tells little: it is there for names and style.
    private const int ContextTokens = 64;

    private readonly TranscriptionPlan _plan;
    private readonly WordCommits _commits = new();
    private readonly int[] _prompt;
    private readonly List<int> _told = [];
    private readonly List<Segment> _segments = [];
    private readonly CoverageLedger _coverage = new();
    private readonly bool _tellsText;

    /// <param name="plan">The call's options, without conditioning on previous text.</param>
    /// <param name="tellsText">Whether windows are told the text before them.</param>
    public StreamRecord(TranscriptionPlan plan, bool tellsText)
    {
        _plan = plan;
        _tellsText = tellsText;
        _prompt = plan.NewHistory(beginsRecording: true).Context();
    }

    public StreamLatency Latency => _commits.Latency;

    /// <summary>Tokens before a window's text: the caller's prompt and the last words.</summary>
    public int[] Context() =>
        _told.Count > 0 && _plan.Options.CarryPrompt == false ? [.. _told] : [.. _prompt, .. _told];

    /// <inheritdoc cref="WordCommits.Add"/>
    public LiveWord Commit(LiveWord word, TimeSpan heard, TimeSpan computing) => _commits.Add(word, heard, computing);

    /// <summary>Puts a stretch of audio down for good, with the words that were committed of it; they may be none.</summary>
    public void Close(IReadOnlyList<LiveWord> words, long start, long end, WhisperLanguage? language, DecodedWindow? window, CoverageKind kind, string? reason)
    {
        _coverage.Add(start, end, kind, reason);
        if (words.Count == 0)
            return;
        int[] tokens = [.. words.SelectMany(word => word.Tokens)];
        _segments.Add(new Segment
        {
            // Words that were all pressed against the end of the audio have no time; their segment has.
            Start = words[^1].End > words[0].Start ? words[0].Start : Later(_segments.LastOrDefault()?.End ?? TimeSpan.Zero, words[0].Start - WordCommits.Shortest),
            End = words[^1].End,
            WindowStart = Time(start),
            Text = string.Concat(words.Select(word => word.Text)),
            Language = language?.Code,
            Tokens = tokens,
            AverageLogProbability = window?.AverageLogProbability ?? 0,
            NoSpeechProbability = window?.NoSpeechProbability ?? 0,
            CompressionRatio = window?.CompressionRatio ?? 0,
            Temperature = window?.Temperature ?? 0,
            Words = [.. words.Select(word => new Word(word.Text, word.Start, word.End, word.Confidence))],
        });
        // As after such a window of a recording, nothing is told of what came before it either.
        if (window?.Temperature > TextHistory.TrustedTemperature)
            _told.Clear();
        else if (_tellsText)
            _told.AddRange(tokens);
        _told.RemoveRange(0, Math.Max(0, _told.Count - ContextTokens));
    }

    public Transcript ToTranscript(long heard, LiveDecoder decoder, IReadOnlyList<string> warnings)
    {
        string language = decoder.Language?.Code ?? "en";
        return new Transcript
        {
            Text = string.Concat(_segments.Select(segment => segment.Text)).Trim(),
            Language = language,
            LanguageProbabilities = decoder.LanguageProbabilities,
            Duration = Time(heard),
            Segments = [.. _segments.Select(segment => segment with { Language = segment.Language == language ? null : segment.Language })],
            Coverage = CoverageLedger.Close([_coverage], heard, _plan.Model.Features.SampleRate, [new SampleRange(0, heard)]),
            Diagnostics = decoder.Watches.ToDiagnostics(_plan.Model, warnings),
        };
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _plan.Model.Features.SampleRate);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
