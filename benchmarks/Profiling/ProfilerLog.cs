using System.Text.Json;

namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary>What ONNX Runtime's profiler writes: an array of events, each with its beginning and length in microseconds.</summary>
internal static class ProfilerLog
{
    private const string Kernel = "_kernel_time";

    /// <summary>The operators that took most, first.</summary>
    /// <param name="file">The profiler's file.</param>
    /// <param name="warmUps">Runs at the beginning that do not count.</param>
    /// <param name="byNode">Whether every node stands for itself.</param>
    /// <param name="runs">How many runs count.</param>
    public static IReadOnlyList<OperatorTime> Read(Stream file, int warmUps, bool byNode, out int runs)
    {
        using JsonDocument log = JsonDocument.Parse(file);
        JsonElement[] events = [.. log.RootElement.EnumerateArray()];
        long[] starts = [.. events.Where(entry => Text(entry, "name") == "model_run").Select(Start).Order()];
        if (starts.Length <= warmUps)
            throw new SpeechException($"The profile tells of {starts.Length} runs of the graph; expected more than the {warmUps} to warm up.");
        long from = starts[warmUps];
        int counted = runs = starts.Length - warmUps;
        return [.. events
            .Where(entry => Text(entry, "cat") == "Node" && Text(entry, "name").EndsWith(Kernel, StringComparison.Ordinal) && Start(entry) >= from)
            .GroupBy(entry => Name(entry, byNode))
            .Select(group => new OperatorTime(group.Key, (double)group.Count() / counted, group.Sum(entry => entry.GetProperty("dur").GetInt64()) / 1000.0 / counted))
            .OrderByDescending(time => time.Milliseconds)];
    }

    private static string Name(JsonElement entry, bool byNode)
    {
        string operation = entry.GetProperty("args").GetProperty("op_name").GetString()!;
        return byNode ? $"{operation} {Text(entry, "name")[..^Kernel.Length]}" : operation;
    }

    private static string Text(JsonElement entry, string property) => entry.GetProperty(property).GetString()!;

    private static long Start(JsonElement entry) => entry.GetProperty("ts").GetInt64();
}
