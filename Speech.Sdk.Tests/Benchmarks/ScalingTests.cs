using System.Xml.Linq;
using Speech.Sdk.Benchmarks;
using Speech.Sdk.Benchmarks.Plots;
using Speech.Sdk.Benchmarks.Scaling;
using Speech.Sdk.Benchmarks.Tables;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary>What <c>scaling</c> makes of what it measured.</summary>
public sealed class ScalingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestCase(1, new[] { "1", "10", "60", "600", "3600" })]
    [TestCase(3, new[] { "1", "10", "60", "600", "3600", "10800" })]
    [TestCase(0.01, new[] { "1", "10" })]
    public void Plan_LengthsEndAtTheLongest(double hours, string[] expected)
    {
        ScalingSeries lengths = new ScalingPlan("whisper-base", hours).Series().First();
        Assert.That(lengths.Points.Select(point => FormattableString.Invariant($"{point.Number}")), Is.EqualTo(expected));
        Assert.That(lengths.Points.Select(point => point.Point.Seconds), Is.EqualTo(lengths.Points.Select(point => point.Number)));
    }

    [Test]
    public void Plan_SeriesAreThoseThatCanBeChosen() =>
        Assert.That(new ScalingPlan("whisper-base", 1).Series().Select(series => series.Name), Is.EqualTo(ScalingPlan.Names));

    [Test]
    public void Table_CostIsThatOfASecondOfAudio()
    {
        Table table = Callers().ToTable([new(3, 5, 30, 400_000_000, 500_000_000), new(6, 11, 60, 400_000_000, 0)]);
        Assert.That(table.Rows, Is.EqualTo((string[][])
        [
            ["1", "3.00", "100", "167", "10.0", "400", "500"],
            ["2", "6.00", "100", "183", "10.0", "400", "–"],
        ]));
    }

    [Test]
    public void Figure_IsAnImageWithEveryPoint()
    {
        Plot[] plots = [.. Callers().ToPlots([new(3, 5, 30, 400_000_000, 500_000_000), new(6, 11, 60, 400_000_000, 600_000_000)])];
        XElement figure = XElement.Parse(SvgFigure.Of("a <model> & a machine", plots));
        Assert.Multiple(() =>
        {
            Assert.That(figure.Name, Is.EqualTo(Svg + "svg"));
            Assert.That(figure.Descendants(Svg + "text").Select(text => text.Value), Has.Some.EqualTo("a <model> & a machine"));
            Assert.That(figure.Descendants(Svg + "circle").Count(), Is.EqualTo(8), "two plots of two lines with two points each");
            Assert.That(figure.Descendants(Svg + "circle").Select(circle => (double)circle.Attribute("cy")!), Is.All.InRange(44, 214), "inside of the plot");
        });
    }

    [TestCase(0.7, new[] { 0, 0.2, 0.4, 0.6, 0.8 })]
    [TestCase(183, new[] { 0.0, 50, 100, 150, 200 })]
    [TestCase(500, new[] { 0.0, 100, 200, 300, 400, 500 })]
    [TestCase(0, new[] { 0.0, 2e-10 })]
    public void Steps_AreRoundAndReachTheMaximum(double maximum, double[] expected) =>
        Assert.That(RoundSteps.UpTo(maximum, 5), Is.EqualTo(expected).Within(1e-12));

    [TestCase("--hours 0", "--hours is 0; expected more than 0, at most 10.")]
    [TestCase("--hours 11", "--hours is 11; expected more than 0, at most 10.")]
    [TestCase("--model none-such", "'none-such' is neither a folder nor a model")]
    [TestCase("--only colour", "colour")]
    public async Task Scaling_WrongOption_IsAnError(string options, string expected)
    {
        StringWriter output = new(), error = new();
        int exitCode = await BenchmarkCommands.RunAsync(["scaling", .. options.Split(' ')], output, error);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain(expected));
    }

    private static ScalingSeries Callers()
    {
        ScalingPoint point = new() { Model = "whisper-base", Seconds = 30 };
        return new ScalingSeries("callers", "Callers", "callers", [(1, point), (2, point with { Callers = 2 })]);
    }
}
