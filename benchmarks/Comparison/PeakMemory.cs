using System.Globalization;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>
/// The most resident memory of a process and all that it started. Each process' own peak comes from Linux (VmHWM of /proc/PID/status), so nothing
/// between two looks is missed but what a process does after the last; the peaks of those that are there at once are added.
/// </summary>
internal sealed class PeakMemory(int root)
{
    private const string HighWater = "VmHWM:";

    private readonly HashSet<int> _seen = [root];

    /// <summary>The most so far. null: this is not Linux.</summary>
    public long? Bytes { get; private set; }

    public void Look()
    {
        if (!OperatingSystem.IsLinux())
            return;
        long sum = 0;
        foreach (int process in Tree(root))
        {
            // For a moment a new child is its parent's copy and shares all memory: it counts from the second look on.
            if (!_seen.Add(process))
                sum += HighWaterOf(process);
        }

        Bytes = Math.Max(Bytes ?? 0, sum);
    }

    /// <summary>The most bytes that a process had resident so far; 0 where it is gone, or this is not Linux.</summary>
    public static long HighWaterOf(int process)
    {
        string? line = Lines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(HighWater, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[HighWater.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
    }

    private static IEnumerable<int> Tree(int process) => Children(process).SelectMany(Tree).Prepend(process);

    private static IEnumerable<int> Children(int process)
    {
        string[] threads;
        try
        {
            threads = Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return [];
        }

        return threads
            .SelectMany(thread => Lines(Path.Combine(thread, "children")))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return [];
        }
    }

    private static bool IsGone(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
