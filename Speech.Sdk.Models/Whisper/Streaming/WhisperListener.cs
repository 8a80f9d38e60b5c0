using Speech.Sdk.Inference;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>A stream that a Whisper model hears.</summary>
internal sealed class WhisperListener : ILiveListener
{
    private readonly WhisperModel _model;
    private readonly LiveDecoder _decoder;
    private readonly StreamRecord _record;

    /// <exception cref="InvalidOptionException">The model cannot time words.</exception>
    public WhisperListener(TranscriptionPlan plan, StreamingOptions options, InferenceCall call)
    {
        _model = plan.Model;
        _decoder = new LiveDecoder(plan, call);
        _record = new StreamRecord(plan, tellsText: options.Transcription.ConditionOnPreviousText ?? true);
    }

    public int SampleRate => _model.Features.SampleRate;

    public int WindowSamples => _model.Features.WindowSamples;

    public SileroVad VoiceActivity => _model.VoiceActivity;

    public StreamLatency Latency => _record.Latency;

    /// <summary>A call for live audio.</summary>
    /// <exception cref="InvalidOptionException">An option is out of range, has no meaning for live audio, or does not fit the model.</exception>
    public static LiveSession Session(WhisperModel model, StreamingOptions options, TimeProvider time)
    {
        options.Validate();
        options.RefuseForUtterances(model.Name);
        if (!model.Graphs.CanAlign)
            throw new InvalidOptionException($"{model.Name} has no alignment graph, which live audio needs to time words; export the checkpoint with this SDK.");
        // Words are timed by attention; time tokens would only cost steps.
        TranscriptionPlan plan = new(model, options.Transcription with { Timestamps = false, WordTimestamps = false, ConditionOnPreviousText = null });
        return new LiveSession(call => new WhisperListener(plan, options, call), options, time);
    }

    public IUtterance Begin(SampleTail audio, LiveClock clock, long start) => new Utterance(_decoder, audio, _record, clock, start);

    public Transcript ToTranscript(long heard, IReadOnlyList<string> warnings) => _record.ToTranscript(heard, _decoder, warnings);

    public void Dispose() => _decoder.Dispose();
}
