using System.Diagnostics;
using Speech.Sdk.Transcripts;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>One recording or stream while it is transcribed: its activity and what is measured of it.</summary>
internal sealed class Measurement
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TagList _tags;

    private Measurement(RecognizerInfo info, string mode, Activity? activity)
    {
        _tags = TagsOf(info, mode);
        Activity = activity;
        if (activity is not null)
        {
            foreach (KeyValuePair<string, object?> tag in _tags)
                activity.SetTag(tag.Key, tag.Value);
        }

        Instruments.Active.Add(1, _tags);
    }

    public Activity? Activity { get; }

    /// <summary>A recording of a call. Those of a call overlap, so it does not become the current activity.</summary>
    public static Measurement OfRecording(RecognizerInfo info, int index)
    {
        Activity? call = Activity.Current;
        Activity? activity = Instruments.Source.StartActivity(Activities.Recording);
        Activity.Current = call;
        return new Measurement(info, "recording", activity?.SetTag(Tags.Index, index));
    }

    /// <summary>A live stream, as the current activity.</summary>
    public static Measurement OfStream(RecognizerInfo info) => new(info, "stream", Instruments.Source.StartActivity(Activities.Stream));

    /// <summary>The words that an update commits.</summary>
    public void Commit(StreamLatency before, StreamLatency now)
    {
        if (now.Words > before.Words)
            Instruments.StreamLatency.Record(((now.Mean * now.Words) - (before.Mean * before.Words)).TotalSeconds / (now.Words - before.Words), _tags);
    }

    public void Complete(Transcript transcript)
    {
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds, audio = transcript.Duration.TotalSeconds;
        Instruments.RecognitionDuration.Record(seconds, _tags);
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

    public void Fail(Exception error)
    {
        TagList tags = _tags;
        tags.Add(Tags.ErrorType, error.GetType().FullName);
        Instruments.RecognitionDuration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
        Instruments.Fail(Activity, error, _tags);
        End();
    }

    /// <summary>Whoever asked has left, with neither a transcript nor an error.</summary>
    public void End()
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

    private static TagList TagsOf(RecognizerInfo info, string mode) => new()
    {
        { Tags.Model, info.Model }, { Tags.Family, info.Family }, { Tags.ExecutionProvider, ProviderName(info) }, { Tags.Mode, mode },
    };

    private static string ProviderName(RecognizerInfo info) => info.ExecutionProvider.ToString().ToLowerInvariant();

    private void Stage(string stage, TimeSpan time)
    {
        if (!Instruments.StageDuration.Enabled)
            return;
        TagList tags = _tags;
        tags.Add(Tags.Stage, stage);
        Instruments.StageDuration.Record(time.TotalSeconds, tags);
    }
}
