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

    [Test]
    public void Plan_LengthsAreThoseAskedFor()
    {
        ScalingSeries lengths = Plan([1, 2.5, 36_000]).Series().First();
        Assert.That(lengths.Points.Select(point => point.Number), Is.EqualTo((double[])[1, 2.5, 36_000]));
        Assert.That(lengths.Points.Select(point => point.Point.Seconds), Is.EqualTo(lengths.Points.Select(point => point.Number)));
    }

    [Test]
    public void Plan_SeriesAreThoseThatCanBeChosen() =>
        Assert.That(Plan([1]).Series().Select(series => series.Name), Is.EqualTo(ScalingPlan.Names));

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

    [TestCase("--model none-such", "'none-such' is neither a folder nor a model")]
    [TestCase("--part colour", "colour")]
    [TestCase("--lengths 1,0", "--lengths holds '0'; expected seconds above 0 and at most 36000")]
    [TestCase("--lengths 36001", "--lengths holds '36001'")]
    [TestCase("--manifest a --audio b", "--manifest and --audio are both given")]
    [TestCase("--language en", "--language chooses clips of a --manifest")]
    public async Task Scaling_WrongOption_IsAnError(string options, string expected)
    {
        StringWriter output = new(), error = new();
        int exitCode = await BenchmarkCommands.RunAsync(["scaling", .. options.Split(' ')], output, error);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain(expected));
    }

    private static ScalingPlan Plan(double[] lengths) => new(new ScalingPoint { Model = "whisper-base", Sound = "clips" }, lengths);

    private static ScalingSeries Callers()
    {
        ScalingPoint point = new() { Model = "whisper-base", Sound = "clips", Seconds = 30 };
        return new ScalingSeries("callers", "Callers", "callers", [(1, point), (2, point with { Callers = 2 })]);
    }
}
