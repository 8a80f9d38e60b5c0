namespace Speech.Sdk.Benchmarks.Plots;

/// <summary>Lines over a logarithmic axis of numbers above 0; upwards from 0.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Across">What goes to the right.</param>
/// <param name="Up">What goes up.</param>
/// <param name="Lines">At least one, with a point or more.</param>
internal sealed record Plot(string Title, string Across, string Up, IReadOnlyList<PlotLine> Lines);

/// <summary>A line of a plot.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">Its points from left to right.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);
