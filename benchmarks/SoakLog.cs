using System.Diagnostics;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// Memory while a recording is transcribed, measured after every round and printed every ten minutes of the recording, with what of it
/// managed objects need: those of the transcript alone should grow.
/// </summary>
internal sealed class SoakLog : IProgress<TranscriptionProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(TimeSpan Position, double Megabytes)> _workingSets = [];
    private TimeSpan _next = Interval;

    public void Report(TranscriptionProgress value)
    {
        double workingSet = Environment.WorkingSet / 1e6;
        _workingSets.Add((value.Position, workingSet));
        if (value.Position < _next)
            return;
        _next += Interval;
        double realTime = value.Position / Stopwatch.GetElapsedTime(_start);
        Console.WriteLine(FormattableString.Invariant(
            $"{value.Position.TotalMinutes,6:0.0} min {realTime,9:0.0}x {workingSet,9:0} MB {GC.GetTotalMemory(forceFullCollection: true) / 1e6,7:0} MB"));
    }

    /// <summary>Whether no working set of the last half is above the median of the second quarter by more than the tolerance.</summary>
    public bool TryJudge(TimeSpan length, double tolerance, out string verdict)
    {
        double[] second = [.. _workingSets.Where(at => at.Position >= length / 4 && at.Position < length / 2).Select(at => at.Megabytes).Order()];
        double[] last = [.. _workingSets.Where(at => at.Position >= length / 2).Select(at => at.Megabytes)];
        if (second.Length == 0 || last.Length == 0)
        {
            verdict = "no plateau can be told: the recording is too short; give more --hours";
            return false;
        }

        double median = second[second.Length / 2];
        bool plateau = last.Max() <= median * tolerance;
        verdict = FormattableString.Invariant(
            $"{(plateau ? "plateau" : "NO PLATEAU")}: median of the second quarter {median:0} MB, last half {last.Min():0} to {last.Max():0} MB, allowed {median * tolerance:0} MB");
        return plateau;
    }
}
