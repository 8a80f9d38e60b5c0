using Speech.Sdk;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Cli.Evaluation;

/// <summary>Where an output folder keeps the results of runs: <c>results/NAME.jsonl</c>, or <c>results/NAME.3-of-16.jsonl</c>.</summary>
internal static class ResultFiles
{
    private const string Folder = "results";

    public static string PathOf(string output, string run, ClipShard? shard)
    {
        string part = shard is { } given ? $".{given.Number}-of-{given.Count}" : "";
        return Path.Combine(Directory.CreateDirectory(Path.Combine(output, Folder)).FullName, $"{run}{part}.jsonl");
    }

    /// <summary>The logs of an output folder, or a log by itself.</summary>
    /// <exception cref="SpeechException">There is none.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
            return [path];
        string folder = Directory.Exists(Path.Combine(path, Folder)) ? Path.Combine(path, Folder) : path;
        string[] logs = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)] : [];
        return logs.Length > 0 ? logs
            : throw new SpeechException($"{path}: holds no results; expected the output folder of 'speech evaluate', or a .jsonl file of it.");
    }
}
