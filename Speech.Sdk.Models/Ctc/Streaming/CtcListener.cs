using Speech.Sdk.Inference;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc.Streaming;

/// <summary>A stream that a CTC model hears; what was committed of it is kept here.</summary>
internal sealed class CtcListener(CtcPlan plan, InferenceCall call) : ILiveListener
{
    // Attention costs more the longer a hearing is, and the words of these models settle soon: less than Whisper's window.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private readonly WordCommits _commits = new();
    private readonly List<Segment> _segments = [];
    private readonly CoverageLedger _coverage = new();
    private NgramState? _said;

    public int SampleRate => plan.Model.FrontEnd.SampleRate;

    public int WindowSamples => (int)(Window.TotalSeconds * SampleRate);

    public SileroVad VoiceActivity => plan.Model.VoiceActivity;

    public StreamLatency Latency => _commits.Latency;

    public CtcWatches Watches { get; } = new();

    /// <summary>A call for live audio.</summary>
    /// <exception cref="InvalidOptionException">An option is out of range, has no meaning for live audio, or does not fit the model.</exception>
    public static LiveSession Session(CtcModel model, StreamingOptions options, TimeProvider time)
    {
        options.Validate();
        options.RefuseForUtterances(model.Name);
        CtcPlan plan = new(model, options.Transcription with { LongForm = null });
        return new LiveSession(call => new CtcListener(plan, call), options, time);
    }

    public IUtterance Begin(SampleTail audio, LiveClock clock, long start) => new CtcUtterance(this, audio, clock, start);

    /// <summary>The words of a stretch of audio, with times from the stream's beginning.</summary>
    /// <param name="audio">The stretch.</param>
    /// <param name="start">Where it begins, in samples of the stream.</param>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public CtcHearing Hear(ReadOnlySpan<float> audio, long start) => CtcHearing.Of(plan, call, audio, start, _said, Watches);

    /// <summary>What was said so far counts as context of what comes.</summary>
    public void Remember(NgramState? said) => _said = said ?? _said;

    /// <summary>So do committed words that are not heard again.</summary>
    public void Remember(IEnumerable<LiveWord> words) =>
        Remember(plan.Searches.Behind(_said, words.Select(word => word.Text[plan.Head.Vocabulary.DelimiterText.Length..])));

    /// <inheritdoc cref="WordCommits.Add"/>
    public LiveWord Commit(LiveWord word, TimeSpan heard, TimeSpan computing) => _commits.Add(word, heard, computing);

    /// <summary>Puts a stretch of audio down for good, with the words that were committed of it; they may be none.</summary>
    public void Close(IReadOnlyList<LiveWord> words, long start, long end, CoverageKind kind, string? reason)
    {
        _coverage.Add(start, end, kind, reason);
        if (words.Count == 0)
            return;
        _segments.Add(new Segment
        {
            Start = words[0].Start,
            End = words[^1].End,
            WindowStart = words[0].Start,
            Text = string.Concat(words.Select(word => word.Text)),
            Tokens = [.. words.SelectMany(word => word.Tokens)],
            AverageLogProbability = words.Average(word => Math.Log(Math.Max(word.Confidence, double.Epsilon))),
            Words = [.. words.Select(word => new Word(word.Text, word.Start, word.End, word.Confidence))],
        });
    }

    public Transcript ToTranscript(long heard, IReadOnlyList<string> warnings) => new()
    {
        Text = string.Concat(_segments.Select(segment => segment.Text)).Trim(),
        Language = plan.Head.Language ?? CtcHead.Undetermined,
        Duration = TimeSpan.FromSeconds((double)heard / SampleRate),
        Segments = _segments,
        Coverage = CoverageLedger.Close([_coverage], heard, SampleRate, [new SampleRange(0, heard)]),
        Diagnostics = Watches.ToDiagnostics(plan.Model, warnings),
    };

    public void Dispose()
    {
    }
}
