using Speech.Sdk.Inference;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Streaming;

/// <summary>
/// One stream: samples in, updates out. Speech is heard anew whenever enough of it is new, and whole once its speaker pauses; silence is
/// not decoded. Where computing falls behind, the next hearing waits for that much more audio, which is there already.
/// </summary>
internal sealed class LiveTranscription : IDisposable
{
    // Speech begins softly; the detector notices it late.
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(250);

    private readonly InferenceCall _call;
    private readonly SampleTail _audio = new();
    private readonly SpeechWatch _speech;
    private readonly ILiveListener _listener;
    private readonly LiveClock _clock;
    private readonly long _interval;
    private readonly long _lead;
    private readonly List<SampleRange> _ended = [];
    private readonly Lag _lag = new();
    private IUtterance? _utterance;
    private long _closedTo;

    /// <param name="listener">Hears the stream; disposed with this.</param>
    /// <param name="options">The caller's options.</param>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="time">The clock.</param>
    public LiveTranscription(ILiveListener listener, StreamingOptions options, InferenceCall call, TimeProvider time)
    {
        VoiceActivityOptions voice = options.Transcription.VoiceActivity ?? new VoiceActivityOptions();
        _call = call;
        _listener = listener;
        _clock = new LiveClock(options, listener.SampleRate, listener.WindowSamples, time);
        _speech = new SpeechWatch(listener.VoiceActivity, voice, options.UtterancePause);
        _interval = _clock.Samples(options.UpdateInterval);
        _lead = _clock.Samples(voice.Pad > Lead ? voice.Pad : Lead);
    }

    /// <summary>How much of the stream has been taken, in samples.</summary>
    public long Heard => _audio.End;

    /// <summary>Takes the next samples, some tenths of a second at most; returns what has become known with them, mostly nothing.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public IReadOnlyList<TranscriptUpdate> Hear(ReadOnlySpan<float> samples, TimeSpan behind)
    {
        _clock.BeginStep(behind);
        _audio.Append(samples);
        _speech.Feed(samples, Heard, _call, _ended);
        List<TranscriptUpdate> updates = [.. EndUtterances()];
        if (_lag.Note(behind) is { } note)
            updates.Add(Describe(new Hearing([], note), endsUtterance: false));

        if (_speech.Start is { } start)
        {
            _utterance ??= Begin(start);
            if (IsDue(_utterance))
                updates.Add(Describe(_utterance.Hear(Heard), endsUtterance: false));
        }
        else
        {
            updates.AddRange(Abandon());
        }

        _audio.Release(_utterance?.Start ?? Heard - _lead - SileroVad.WindowLength);
        return updates;
    }

    /// <summary>The stream has ended: what is left, then the whole transcript.</summary>
    /// <inheritdoc cref="Hear" path="/exception"/>
    public IReadOnlyList<TranscriptUpdate> End()
    {
        _clock.BeginStep(TimeSpan.Zero);
        _speech.Finish(Heard, _call, _ended);
        return [.. EndUtterances(), .. Abandon()];
    }

    /// <summary>The last update, with the transcript.</summary>
    /// <param name="warnings">What of the audio could not be used.</param>
    public TranscriptUpdate Result(IReadOnlyList<string> warnings) =>
        Describe(new Hearing([], null), endsUtterance: false) with { Transcript = _listener.ToTranscript(Heard, [.. warnings, .. _lag.Warnings()]) };

    public void Dispose()
    {
        _speech.Dispose();
        _listener.Dispose();
    }

    private IEnumerable<TranscriptUpdate> EndUtterances()
    {
        foreach (SampleRange region in _ended)
        {
            _utterance ??= Begin(region.Start);
            Hearing last = _utterance.End(region.End, Heard, Math.Min(Heard, region.End + _lead));
            yield return Describe(last, endsUtterance: Close().HasText);
        }

        _ended.Clear();
    }

    /// <summary>The utterance under way, if any, was too short to be speech.</summary>
    private IEnumerable<TranscriptUpdate> Abandon()
    {
        _utterance?.Abandon(Heard);
        if (_utterance is not null && Close() is { WasHeard: true } abandoned)
            yield return Describe(new Hearing([], null), endsUtterance: abandoned.HasText);
    }

    private IUtterance Begin(long speechStart) => _listener.Begin(_audio, _clock, Math.Max(_closedTo, speechStart - _lead));

    private IUtterance Close()
    {
        IUtterance closed = _utterance!;
        _utterance = null;
        _closedTo = closed.Start;
        return closed;
    }

    private bool IsDue(IUtterance utterance)
    {
        long fresh = Heard - utterance.HeardTo;
        bool enough = fresh >= _interval + _clock.Samples(_clock.Behind) && _speech.SpeechTo > utterance.HeardTo;
        return enough || Heard - utterance.Start >= _clock.Longest;
    }

    private TranscriptUpdate Describe(Hearing hearing, bool endsUtterance) => new()
    {
        Committed = string.Concat(hearing.Words.Select(word => word.Text)),
        Words = [.. hearing.Words.Select(word => new Transcripts.Word(word.Text, word.Start, word.End, word.Confidence))],
        Provisional = _utterance?.Provisional ?? "",
        EndsUtterance = endsUtterance,
        Heard = _clock.Time(Heard),
        Behind = _clock.Behind,
        Latency = _listener.Latency,
        Note = hearing.Note,
    };
}
