using System.Diagnostics;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>Loading a model, measured.</summary>
internal static class ModelLoad
{
    /// <summary>What a model is called that is loaded by a name or a path: of a path, the folder's name, since the rest is this machine's affair.</summary>
    public static string NameOf(string model) =>
        Path.IsPathRooted(model) || Directory.Exists(model) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))) : model;

    /// <param name="model">What it is loaded by.</param>
    /// <param name="load">Loads it.</param>
    public static ISpeechRecognizer Measure(string model, Func<ISpeechRecognizer> load)
    {
        if (!Instruments.AreHeard)
            return load();
        long start = Stopwatch.GetTimestamp();
        using Activity? activity = Instruments.Source.StartActivity(Activities.Load);
        activity?.SetTag(Tags.Model, NameOf(model));
        try
        {
            ISpeechRecognizer recognizer = load();
            RecognizerInfo info = recognizer.Info;
            TagList tags = new() { { Tags.Model, info.Model }, { Tags.Family, info.Family }, { Tags.ExecutionProvider, Measurement.ProviderName(info) } };
            activity?.SetTag(Tags.Family, info.Family).SetTag(Tags.ExecutionProvider, Measurement.ProviderName(info));
            Instruments.LoadDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
            return recognizer;
        }
        catch (Exception error)
        {
            Instruments.Fail(activity, error, new TagList { { Tags.Model, NameOf(model) } });
            throw;
        }
    }
}
