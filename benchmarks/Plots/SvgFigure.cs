using System.Globalization;
using System.Net;
using System.Text;

namespace Speech.Sdk.Benchmarks.Plots;

/// <summary>Plots as an SVG image, two side by side.</summary>
internal sealed class SvgFigure
{
    private const int PlotWidth = 420;
    private const int PlotHeight = 260;
    private const int Head = 30;
    private const int Left = 62;
    private const int Right = 18;
    private const int Top = 44;
    private const int Bottom = 46;
    private const int Steps = 5;

    // Told apart by people who see red and green alike, and in grey.
    private static readonly string[] Colours = ["#0b5fa5", "#e07b00", "#3a3a3a"];

    private readonly StringBuilder _svg = new();

    private SvgFigure()
    {
    }

    public static string Of(string title, IReadOnlyList<Plot> plots)
    {
        SvgFigure figure = new();
        int height = Head + ((plots.Count + 1) / 2 * PlotHeight);
        figure.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{2 * PlotWidth}\" height=\"{height}\" viewBox=\"0 0 {2 * PlotWidth} {height}\" font-family=\"sans-serif\" font-size=\"11\">");
        figure.Line($"<rect width=\"{2 * PlotWidth}\" height=\"{height}\" fill=\"white\"/>");
        figure.Text(PlotWidth, 20, title, "middle", "#3a3a3a");
        for (int index = 0; index < plots.Count; index++)
        {
            figure.Line($"<g transform=\"translate({index % 2 * PlotWidth} {Head + (index / 2 * PlotHeight)})\">");
            figure.Draw(plots[index]);
            figure.Line($"</g>");
        }

        figure.Line($"</svg>");
        return figure._svg.ToString();
    }

    private void Draw(Plot plot)
    {
        double[] marks = RoundSteps.UpTo(plot.Lines.Max(line => line.Points.Max(point => point.Y)), Steps);
        double[] numbers = [.. plot.Lines.SelectMany(line => line.Points).Select(point => point.X).Distinct().Order()];
        if (!plot.IsLogarithmic)
            numbers = RoundSteps.UpTo(numbers[^1], Steps);
        double Share(double x) => plot.IsLogarithmic ? Math.Log(x / numbers[0]) / Math.Log(numbers[^1] / numbers[0]) : x / numbers[^1];
        double Across(double x) => numbers.Length == 1 ? (Left + PlotWidth - Right) / 2.0 : Left + ((PlotWidth - Left - Right) * Share(x));
        double Up(double y) => PlotHeight - Bottom - ((PlotHeight - Top - Bottom) * y / marks[^1]);

        Text(Left, 16, plot.Title, "start", "black", "bold");
        foreach (double mark in marks)
        {
            Line($"<line x1=\"{Left}\" x2=\"{PlotWidth - Right}\" y1=\"{Up(mark):0.#}\" y2=\"{Up(mark):0.#}\" stroke=\"#dddddd\"/>");
            Text(Left - 6, Up(mark) + 4, Number(mark), "end", "#3a3a3a");
        }

        foreach (double number in numbers)
            Text(Across(number), PlotHeight - Bottom + 16, Number(number), "middle", "#3a3a3a");
        Text((Left + PlotWidth - Right) / 2.0, PlotHeight - 12, plot.Across, "middle", "#3a3a3a");
        Line($"<text transform=\"translate(14 {(Top + PlotHeight - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\" fill=\"#3a3a3a\">{WebUtility.HtmlEncode(plot.Up)}</text>");
        for (int index = 0; index < plot.Lines.Count; index++)
            Draw(plot.Lines[index], index, Across, Up);
    }

    private void Draw(PlotLine line, int index, Func<double, double> across, Func<double, double> up)
    {
        string colour = Colours[index % Colours.Length];
        Text(Left + (index * 110), 32, $"● {line.Name}", "start", colour);
        string points = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{across(point.X):0.#},{up(point.Y):0.#}")));
        Line($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        foreach ((double x, double y) in line.Points)
            Line($"<circle cx=\"{across(x):0.#}\" cy=\"{up(y):0.#}\" r=\"3\" fill=\"{colour}\"/>");
    }

    private void Text(double x, double y, string text, string anchor, string colour, string weight = "normal") =>
        Line($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{colour}\" font-weight=\"{weight}\">{WebUtility.HtmlEncode(text)}</text>");

    private void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double number) => number.ToString("#,##0.######", CultureInfo.InvariantCulture);
}
