using System.Globalization;
using Speech.Sdk.Benchmarks.Plots;
using Speech.Sdk.Benchmarks.Tables;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>Points that differ in one respect.</summary>
/// <param name="Name">What <c>--part</c> calls it.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Respect">In what the points differ, with its unit.</param>
/// <param name="Points">The points, and the number in which they differ.</param>
internal sealed record ScalingSeries(string Name, string Title, string Respect, IReadOnlyList<(double Number, ScalingPoint Point)> Points)
{
    /// <summary>The points as a table: milliseconds are those of a second of audio.</summary>
    public Table ToTable(IReadOnlyList<ScalingMeasurement> measured) => new(
        Title,
        [Respect, "seconds", "ms a second of audio", "processor ms", "times real time", "loaded MB", "peak MB"],
        [.. Points.Zip(measured, (point, at) => (string[])
        [
            point.Number.ToString(CultureInfo.InvariantCulture), Numbers.Digits(at.Wall), Numbers.Digits(Cost(at)), Numbers.Digits(ProcessorCost(at)), Numbers.Digits(at.Audio / at.Wall),
            Numbers.Megabytes(at.LoadedBytes), at.PeakBytes > 0 ? Numbers.Megabytes(at.PeakBytes) : Numbers.None,
        ])]);

    /// <summary>The same as two plots, of time and of memory.</summary>
    public IEnumerable<Plot> ToPlots(IReadOnlyList<ScalingMeasurement> measured)
    {
        yield return new Plot(Title, Respect, "ms a second of audio", [Line("by the clock", Cost), Line("of processors", ProcessorCost)]);
        yield return new Plot(Title, Respect, "MB of memory", [Line("peak", at => at.PeakBytes / 1e6), Line("loaded", at => at.LoadedBytes / 1e6)]);

        PlotLine Line(string name, Func<ScalingMeasurement, double> value) => new(name, [.. Points.Zip(measured, (point, at) => (point.Number, value(at)))]);
    }

    private static double Cost(ScalingMeasurement at) => 1000 * at.Wall / at.Audio;

    private static double ProcessorCost(ScalingMeasurement at) => 1000 * at.Processor / at.Audio;
}
