using System.Diagnostics;
using System.Diagnostics.Metrics;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>The process' source of activities and its instruments.</summary>
internal static class Instruments
{
    public static readonly ActivitySource Source = new(ActivitySourceName, Version);

    private static readonly Meter Meter = new(MeterName, Version);

    public static readonly Histogram<double> LoadDuration = Seconds(Metrics.LoadDuration, "Time that loading a model took.", [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]);

    public static readonly Histogram<double> RecognitionDuration = Seconds(
        Metrics.RecognitionDuration, "Time from when a recording was opened to its transcript or error.", [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]);

    public static readonly Histogram<double> StageDuration = Seconds(
        Metrics.StageDuration, "Time that a stage took of a recording.", [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]);

    public static readonly Histogram<double> AudioDuration = Seconds(
        Metrics.AudioDuration, "Length of a recording or stream that was heard.", [1, 2.5, 5, 10, 30, 60, 300, 900, 1800, 3600, 14400]);

    public static readonly Histogram<double> CallDuration = Seconds(
        Metrics.CallDuration, "Time of a call that does something else than transcribe, to its results or error.", [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]);

    public static readonly Histogram<double> StreamLatency = Seconds(
        Metrics.StreamLatency, "Time from a word's end in live audio to its commit.", [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10]);

    public static readonly Histogram<double> RealTimeFactor = Meter.CreateHistogram(
        Metrics.RealTimeFactor, "1", "Computing time by second of audio.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5] });

    public static readonly UpDownCounter<int> Active = Meter.CreateUpDownCounter<int>(Metrics.Active, "{recording}", "Recordings and streams under way.");

    public static readonly UpDownCounter<int> ActiveCalls = Meter.CreateUpDownCounter<int>(Metrics.ActiveCalls, "{call}", "Calls under way that do something else than transcribe.");

    public static readonly Counter<long> Errors = Meter.CreateCounter<long>(Metrics.Errors, "{error}", "Recordings, streams, other calls and loadings that failed.");

    /// <summary>Whether anybody would notice a measurement.</summary>
    public static bool AreHeard =>
        Source.HasListeners() || RecognitionDuration.Enabled || AudioDuration.Enabled || RealTimeFactor.Enabled || StageDuration.Enabled || StreamLatency.Enabled
        || CallDuration.Enabled || Active.Enabled || ActiveCalls.Enabled || Errors.Enabled || LoadDuration.Enabled;

    private static string? Version => typeof(Instruments).Assembly.GetName().Version?.ToString(3);

    /// <summary>Begins a part of a call; null while nobody listens.</summary>
    public static Activity? Stage(string name, int count)
    {
        Activity? activity = Source.StartActivity(name);
        return activity?.SetTag(Tags.Count, count);
    }

    /// <summary>Tells with an activity what its measurements are tagged with.</summary>
    public static void Tag(Activity? activity, in TagList tags)
    {
        if (activity is null)
            return;
        foreach (KeyValuePair<string, object?> tag in tags)
            activity.SetTag(tag.Key, tag.Value);
    }

    /// <summary>Marks an activity as failed, and counts the error.</summary>
    public static void Fail(Activity? activity, Exception error, TagList tags)
    {
        Mark(activity, error);
        Count(error, tags);
    }

    /// <summary>Marks an activity as failed; a caller who cancels is no failure.</summary>
    public static void Mark(Activity? activity, Exception error)
    {
        if (error is not OperationCanceledException)
            activity?.SetTag(Tags.ErrorType, error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
    }

    /// <summary>Counts an error; a caller who cancels is none.</summary>
    public static void Count(Exception error, TagList tags)
    {
        if (error is OperationCanceledException)
            return;
        tags.Add(Tags.ErrorType, error.GetType().FullName);
        Errors.Add(1, tags);
    }

    private static Histogram<double> Seconds(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
