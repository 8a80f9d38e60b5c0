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
    /// <summary>How far memory may rise above the median of the second quarter.</summary>
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
    public void Report(TimeSpan position)
    {
        double workingSet = Environment.WorkingSet / 1e6;
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

    /// <summary>Whether no working set of the last half is above the median of the second quarter by more than a tenth.</summary>
    public bool TryJudge(out string verdict)
    {
        double[] second = [.. _workingSets.Where(at => at.Position >= length / 4 && at.Position < length / 2).Select(at => at.Megabytes).Order()];
        double[] last = [.. _workingSets.Where(at => at.Position >= length / 2).Select(at => at.Megabytes)];
        if (second.Length == 0 || last.Length == 0)
        {
            verdict = "no plateau can be told: the soak is too short; give it more hours or minutes";
            return false;
        }

        double median = second[second.Length / 2];
        bool plateau = last.Max() <= median * Tolerance;
        verdict = FormattableString.Invariant(
            $"{(plateau ? "plateau" : "NO PLATEAU")}: median of the second quarter {median:0} MB, last half {last.Min():0} to {last.Max():0} MB, allowed {median * Tolerance:0} MB");
        return plateau;
    }

    /// <summary>Memory by minutes.</summary>
    public Plot ToPlot() => new("Memory", "minutes", "MB", [new PlotLine("working set", _lines), new PlotLine("managed", _managed)], IsLogarithmic: false);
}
