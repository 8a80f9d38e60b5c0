namespace Speech.Sdk.Benchmarks.Plots;

/// <summary>Lines over a logarithmic axis of numbers above 0, or over one that begins at 0 and has even steps; upwards from 0.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Across">What goes to the right.</param>
/// <param name="Up">What goes up.</param>
/// <param name="Lines">At least one, with a point or more.</param>
/// <param name="IsLogarithmic">Whether the axis to the right is; it has a mark at every point then.</param>
internal sealed record Plot(string Title, string Across, string Up, IReadOnlyList<PlotLine> Lines, bool IsLogarithmic = true);

/// <summary>A line of a plot.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">Its points from left to right.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);
