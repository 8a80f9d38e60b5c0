using System.Diagnostics;
using Speech.Sdk.Benchmarks.Plots;

namespace Speech.Sdk.Benchmarks.Soaks;

/// <summary>
/// Memory over a soak: the working set at every report, and sixty times over its length a line that says besides what managed objects need, after a collection:
/// of those that of a growing transcript alone should grow.
/// </summary>
/// <param name="output">Where the lines go.</param>
/// <param name="length">Where the soak ends: audio, or time by the clock.</param>
internal sealed class SoakLog(TextWriter output, TimeSpan length) : IProgress<TranscriptionProgress>
{
    /// <summary>How far memory may rise above that of the second quarter.</summary>
    private const double Tolerance = 1.1;

    private const int Lines = 60;

    private readonly List<(TimeSpan Position, double Megabytes)> _workingSets = [];
    private readonly List<(double Minutes, double Megabytes)> _lines = [], _managed = [];
    private long _start;
    private TimeSpan _next = length / Lines;

    /// <summary>Begins to measure time.</summary>
    public void Begin()
    {
        _start = Stopwatch.GetTimestamp();
        output.WriteLine($"{"at",10} {"real time",10} {"working set",12} {"managed",10}");
    }

    public void Report(TranscriptionProgress value) => Report(value.Position);

    /// <summary>Measures where the soak has come so far.</summary>
    public void Report(TimeSpan position) => Report(position, Environment.WorkingSet / 1e6);

    /// <summary>Takes down a working set of so many megabytes.</summary>
    public void Report(TimeSpan position, double workingSet)
    {
        _workingSets.Add((position, workingSet));
        if (position < _next)
            return;
        while (_next <= position)
            _next += length / Lines;
        double managed = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        _lines.Add((position.TotalMinutes, workingSet));
        _managed.Add((position.TotalMinutes, managed));
        double realTime = position / Stopwatch.GetElapsedTime(_start);
        output.WriteLine(FormattableString.Invariant($"{position.TotalMinutes,6:0.0} min {realTime,9:0.0}x {workingSet,9:0} MB {managed,7:0} MB"));
    }

    /// <summary>Whether the last half's working sets are no more than a tenth above those of the second quarter, by their median and by the greatest.</summary>
    public bool TryJudge(out string verdict)
    {
        double[] second = Sorted(length / 4, length / 2), last = Sorted(length / 2, TimeSpan.MaxValue);
        if (second.Length == 0 || last.Length == 0)
        {
            verdict = "no plateau can be told: the soak is too short; give it more hours or minutes";
            return false;
        }

        bool plateau = Median(last) <= Median(second) * Tolerance && last[^1] <= second[^1] * Tolerance;
        verdict = FormattableString.Invariant(
            $"{(plateau ? "plateau" : "NO PLATEAU")}: second quarter {Median(second):0} MB (median), {second[^1]:0} MB (most); last half {Median(last):0} and {last[^1]:0} MB; a tenth more is allowed");
        return plateau;

        double[] Sorted(TimeSpan from, TimeSpan to) => [.. _workingSets.Where(at => at.Position >= from && at.Position < to).Select(at => at.Megabytes).Order()];
        static double Median(double[] sorted) => sorted[sorted.Length / 2];
    }

    /// <summary>Memory by minutes.</summary>
    public Plot ToPlot() => new("Memory", "minutes", "MB", [new PlotLine("working set", _lines), new PlotLine("managed", _managed)], IsLogarithmic: false);
}
