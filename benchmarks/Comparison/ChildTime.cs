using System.Globalization;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>
/// Processor time of this process' children that have ended, and of theirs: Linux adds it up when a parent has waited for its child (proc(5), cutime and
/// cstime of /proc/PID/stat).
/// </summary>
internal static class ChildTime
{
    // Linux tells times to programs in hundredths of a second whatever its own clock is.
    private const double TicksPerSecond = 100;
    private const int FirstFieldBehindName = 3;
    private const int UserTime = 16;
    private const int SystemTime = 17;

    /// <summary>User and system time so far. null: this is not Linux.</summary>
    public static TimeSpan? Total()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        string stat = File.ReadAllText("/proc/self/stat");
        // The program's name is in parentheses and may hold spaces and parentheses.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Field(UserTime) + Field(SystemTime)) / TicksPerSecond);

        double Field(int number) => double.Parse(fields[number - FirstFieldBehindName], CultureInfo.InvariantCulture);
    }
}
