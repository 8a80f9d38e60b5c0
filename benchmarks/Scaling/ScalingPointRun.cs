using System.Diagnostics;
using System.Text.Json;
using Speech.Sdk.Benchmarks.Comparison;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Models;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>Measures one point in this process and writes it as a line of JSON.</summary>
internal static class ScalingPointRun
{
    public const string Command = "scaling-point";

    // Short points are measured several times, long ones once.
    private const int Runs = 5;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5);

    /// <summary>Takes the point as JSON, and the folder of the clips.</summary>
    public static async Task<int> RunAsync(string json, string folder)
    {
        ScalingPoint point = JsonSerializer.Deserialize<ScalingPoint>(json)!;
        using ClipStore clips = ClipStore.Open(folder);
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(point.Model, new RecognizerOptions { Threads = point.Threads });
        TranscriptionOptions options = new();
        options = options with { BatchSize = point.BatchSize ?? options.BatchSize };
        // What is compiled and reserved at the first call is no part of what a recording costs.
        await recognizer.TranscribeAsync(clips.Recording(1, point.Seed, "warm-up"), options);
        long loaded = Environment.WorkingSet;

        List<(double Wall, double Processor)> runs = [];
        long begun = Stopwatch.GetTimestamp();
        while (runs.Count == 0 || (runs.Count < Runs && Stopwatch.GetElapsedTime(begun) < Enough))
        {
            (long start, TimeSpan before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Task.WhenAll(Enumerable.Range(0, point.Callers).Select(caller => Task.Run(
                () => recognizer.TranscribeAsync(clips.Recording(point.Seconds, point.Seed, $"recording {caller + 1}"), options))));
            runs.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds));
        }

        ScalingMeasurement measured = new(
            Numbers.Median(runs.Select(run => run.Wall)), Numbers.Median(runs.Select(run => run.Processor)), point.Seconds * point.Callers,
            loaded, PeakMemory.HighWaterOf(Environment.ProcessId)) { At = DateTimeOffset.UtcNow };
        Console.WriteLine(JsonSerializer.Serialize(measured));
        return 0;
    }
}
