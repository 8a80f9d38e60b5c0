using System.Diagnostics;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>Loading a model, measured.</summary>
internal static class ModelLoad
{
    /// <param name="model">What it is loaded by.</param>
    /// <param name="load">Loads it.</param>
    public static ISpeechRecognizer Measure(string model, Func<ISpeechRecognizer> load)
    {
        long start = Stopwatch.GetTimestamp();
        using Activity? activity = Instruments.Source.StartActivity(Activities.Load);
        activity?.SetTag(Tags.Model, model);
        try
        {
            ISpeechRecognizer recognizer = load();
            RecognizerInfo info = recognizer.Info;
            TagList tags = new() { { Tags.Model, info.Model }, { Tags.Family, info.Family }, { Tags.ExecutionProvider, info.ExecutionProvider.ToString().ToLowerInvariant() } };
            activity?.SetTag(Tags.Family, info.Family).SetTag(Tags.ExecutionProvider, info.ExecutionProvider.ToString().ToLowerInvariant());
            Instruments.LoadDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
            return recognizer;
        }
        catch (Exception error)
        {
            Instruments.Fail(activity, error, new TagList { { Tags.Model, model } });
            throw;
        }
    }
}
