using System.Diagnostics;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>What is done with a model besides transcribing. A call is measured as one, since its recordings are heard together.</summary>
/// <param name="activity">The name of a call's activity.</param>
/// <param name="heard">How long the recordings are that a result is of.</param>
internal sealed class Operation<T>(string activity, Func<T, IEnumerable<TimeSpan>> heard)
{
    // Tags have names without the prefix that all activities share.
    private readonly string _name = activity[(activity.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Runs a call, and measures it where anybody listens.</summary>
    /// <param name="model">What it is done with.</param>
    /// <param name="recordings">How many recordings are given.</param>
    /// <param name="call">What is to be done.</param>
    public T Run(MeasuredModel model, int recordings, Func<T> call) => Instruments.AreHeard ? Measure(model, recordings, call) : call();

    private T Measure(MeasuredModel model, int recordings, Func<T> call)
    {
        long start = Stopwatch.GetTimestamp();
        TagList tags = model.Tags;
        tags.Add(Tags.Operation, _name);
        using Activity? current = Instruments.Stage(activity, recordings);
        Instruments.Tag(current, tags);
        Instruments.ActiveCalls.Add(1, tags);
        try
        {
            T result = call();
            Instruments.CallDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
            double[] seconds = [.. heard(result).Select(length => length.TotalSeconds)];
            foreach (double length in seconds)
                Instruments.AudioDuration.Record(length, tags);
            current?.SetTag(Tags.AudioSeconds, seconds.Sum());
            return result;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Instruments.Fail(current, error, tags);
            TagList failed = tags;
            failed.Add(Tags.ErrorType, error.GetType().FullName);
            Instruments.CallDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, failed);
            throw;
        }
        finally
        {
            Instruments.ActiveCalls.Add(-1, tags);
        }
    }
}
