using System.Diagnostics;
using System.Globalization;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// A part's time without BenchmarkDotNet: the least of some dozen runs in this process, by the clock and of processors, and what a run allocates.
/// </summary>
internal static class QuickRun
{
    private const int Runs = 60;

    // Runs are timed until there are enough of them or this is over.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    // The tiered compiler replaces code some time after it was found to be called often.
    private static readonly TimeSpan TimeToCompile = TimeSpan.FromMilliseconds(200);

    /// <param name="name">What is run.</param>
    /// <param name="part">Does it.</param>
    /// <param name="operations">How often it does it; what is printed is one of them.</param>
    public static void Print(string name, Action part, int operations = 1)
    {
        TimeSpan clock = TimeSpan.MaxValue, processors = TimeSpan.MaxValue;
        long allocated = 0, begun = Stopwatch.GetTimestamp();
        for (int run = 0; run < Runs && (run == 0 || Stopwatch.GetElapsedTime(begun) < Enough); run++)
        {
            long start = Stopwatch.GetTimestamp(), before = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan work = Environment.CpuUsage.TotalTime;
            part();
            processors = Least(processors, Environment.CpuUsage.TotalTime - work);
            clock = Least(clock, Stopwatch.GetElapsedTime(start));
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (run % (Runs / 3) == 1)
                Thread.Sleep(TimeToCompile);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-58}{Text(clock / operations),12}{Text(processors / operations),12} of processors{allocated / operations,14:#,##0} bytes"));
    }

    private static TimeSpan Least(TimeSpan first, TimeSpan second) => first < second ? first : second;

    private static string Text(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.0} us"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
    };
}
