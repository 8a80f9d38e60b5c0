using System.Diagnostics;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Telemetry;

/// <summary>Loading a model, measured.</summary>
internal static class ModelLoad
{
    /// <summary>What a model is called that is loaded by a name or a path: of a path, the folder's name, since the rest is this machine's affair.</summary>
    public static string NameOf(string model) =>
        Path.IsPathRooted(model) || Directory.Exists(model) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))) : model;

    /// <summary>Loads a model, and measures it where anybody listens.</summary>
    /// <param name="model">What it is loaded by.</param>
    /// <param name="load">Loads it.</param>
    /// <param name="what">What was loaded.</param>
    public static T Measure<T>(string model, Func<T> load, Func<T, MeasuredModel> what)
    {
        if (!Instruments.AreHeard)
            return load();
        long start = Stopwatch.GetTimestamp();
        using Activity? activity = Begin(model);
        try
        {
            T loaded = load();
            TagList tags = what(loaded).Tags;
            Instruments.Tag(activity, tags);
            Instruments.LoadDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
            return loaded;
        }
        catch (Exception error)
        {
            Instruments.Fail(activity, error, NameAlone(model));
            throw;
        }
    }

    /// <summary>A model that could not be had, and so was not loaded.</summary>
    public static void Fail(string model, Exception error)
    {
        if (!Instruments.AreHeard)
            return;
        using Activity? activity = Begin(model);
        Instruments.Fail(activity, error, NameAlone(model));
    }

    private static Activity? Begin(string model)
    {
        Activity? activity = Instruments.Source.StartActivity(Activities.Load);
        Instruments.Tag(activity, NameAlone(model));
        return activity;
    }

    private static TagList NameAlone(string model) => new() { { Tags.Model, NameOf(model) } };
}
