using System.Diagnostics;
using Speech.Sdk.Transcripts;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>One recording or stream while it is transcribed: its activity and what is measured of it.</summary>
internal sealed class Measurement
{
    /// <summary>The mode of recordings.</summary>
    public const string Recording = "recording";

    private const string Stream = "stream";

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TagList _tags;
    private readonly bool _isStream;

    private Measurement(RecognizerInfo info, string mode, Activity? activity)
    {
        _tags = TagsOf(info, mode);
        _isStream = mode == Stream;
        Activity = activity;
        Instruments.Tag(activity, _tags);
        Instruments.Active.Add(1, _tags);
    }

    public Activity? Activity { get; }

    private double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>A recording of a call. Those of a call overlap, so it does not become the current activity.</summary>
    public static Measurement OfRecording(RecognizerInfo info, int index)
    {
        Activity? call = Activity.Current;
        Activity? activity = Instruments.Source.StartActivity(Activities.Recording);
        Activity.Current = call;
        return new Measurement(info, Recording, activity?.SetTag(Tags.Index, index));
    }

    /// <summary>A live stream, as the current activity.</summary>
    public static Measurement OfStream(RecognizerInfo info) => new(info, Stream, Instruments.Source.StartActivity(Activities.Stream));

    /// <summary>The words that an update commits.</summary>
    public void Commit(StreamLatency before, StreamLatency now)
    {
        if (now.Words > before.Words)
            Instruments.StreamLatency.Record(((now.Mean * now.Words) - (before.Mean * before.Words)).TotalSeconds / (now.Words - before.Words), _tags);
    }

    public void Complete(Transcript transcript)
    {
        double audio = transcript.Duration.TotalSeconds;
        Instruments.RecognitionDuration.Record(Seconds, _tags);
        Instruments.AudioDuration.Record(audio, _tags);
        TranscriptDiagnostics made = transcript.Diagnostics;
        Stage("audio", made.Audio);
        Stage("features", made.Features);
        Stage("encoder", made.Encoder);
        Stage("decoder", made.Decoder);
        if (audio > 0)
            Instruments.RealTimeFactor.Record((made.Audio + made.Features + made.Encoder + made.Decoder).TotalSeconds / audio, _tags);
        Activity?.SetTag(Tags.Language, transcript.Language).SetTag(Tags.AudioSeconds, audio);
        End();
    }

    /// <summary>It failed; where the caller has cancelled it was left.</summary>
    /// <param name="error">Why.</param>
    /// <param name="counts">Whether the error is this one's own, and counted here.</param>
    public void Fail(Exception error, bool counts = true)
    {
        if (error is OperationCanceledException)
        {
            Leave();
            return;
        }

        TagList tags = _tags;
        tags.Add(Tags.ErrorType, error.GetType().FullName);
        Instruments.RecognitionDuration.Record(Seconds, tags);
        Instruments.Mark(Activity, error);
        if (counts)
            Instruments.Count(error, _tags);
        End();
    }

    /// <summary>Whoever asked has left, with neither a transcript nor an error: a stream's usual end, but no time that a recording takes.</summary>
    public void Leave()
    {
        if (_isStream)
            Instruments.RecognitionDuration.Record(Seconds, _tags);
        End();
    }

    /// <summary>What all measurements of a recogniser's recordings or streams are tagged with.</summary>
    public static TagList TagsOf(MeasuredModel model, string mode)
    {
        TagList tags = model.Tags;
        tags.Add(Tags.Operation, "transcribe");
        tags.Add(Tags.Mode, mode);
        return tags;
    }

    private void Stage(string stage, TimeSpan time)
    {
        if (!Instruments.StageDuration.Enabled)
            return;
        TagList tags = _tags;
        tags.Add(Tags.Stage, stage);
        Instruments.StageDuration.Record(time.TotalSeconds, tags);
    }

    private void End()
    {
        Instruments.Active.Add(-1, _tags);
        if (Activity is { IsStopped: false } activity)
        {
            Activity? current = Activity.Current;
            activity.Dispose();
            if (current != activity)
                Activity.Current = current;
        }
    }
}
