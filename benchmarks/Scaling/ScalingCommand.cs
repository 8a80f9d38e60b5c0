using System.CommandLine;
using System.Text.Json;
using Speech.Sdk.Benchmarks.Plots;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Evaluation.Reports.Writers.Tables;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary><c>scaling</c>: what a second of audio costs, and how much memory, by length, batch size, threads and callers. Each point is a process of its own.</summary>
internal sealed class ScalingCommand : Command
{
    private const double MostHours = 10;

    private readonly Option<string> _model = new("--model", "-m") { Description = "A model's name or folder.", HelpName = "NAME|FOLDER", DefaultValueFactory = _ => ModelCatalogue.DefaultName };
    private readonly Option<double> _hours = new("--hours") { Description = "The longest recording, up to 10.", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _only = new("--only") { Description = "Measure only this; may be given several times." };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Writes the tables there too.", HelpName = "FILE" };
    private readonly Option<string?> _svg = new("--svg") { Description = "Writes the plots there.", HelpName = "FILE" };

    public ScalingCommand(TextWriter output, TextWriter notes)
        : base("scaling", "Measures cost and memory by length of the recording, batch size, threads and concurrent callers.")
    {
        _only.AcceptOnlyFromAmong(ScalingPlan.Names);
        foreach (Option option in (Option[])[_model, _hours, _only, _markdown, _svg])
            Options.Add(option);
        SetAction(parsed => Run(parsed, output, notes));
    }

    private int Run(ParseResult parsed, TextWriter output, TextWriter notes)
    {
        double hours = parsed.GetValue(_hours);
        if (hours is not (> 0 and <= MostHours))
            throw new InvalidOptionException(FormattableString.Invariant($"--hours is {hours}; expected more than 0, at most {MostHours}."));
        string model = parsed.GetRequiredValue(_model);
        if (!Directory.Exists(model) && ModelCatalogue.Find(model) is null)
            throw new ModelFolderException($"'{model}' is neither a folder nor a model of this SDK; expected one of {string.Join(", ", ModelCatalogue.Entries.Select(entry => entry.Name))} or a folder.");
        string[] only = parsed.GetValue(_only) is { Length: > 0 } names ? names : ScalingPlan.Names;
        using StreamWriter? markdown = parsed.GetValue(_markdown) is { } path ? File.CreateText(path) : null;
        string machine = $"{model}, {MachineKind.Describe()}, {ReportText.Date(DateTimeOffset.UtcNow)}";
        output.WriteLine(machine);
        markdown?.Write($"{machine}\n\n");
        List<Plot> plots = [];
        foreach (ScalingSeries series in new ScalingPlan(model, hours).Series().Where(series => only.Contains(series.Name)))
        {
            ScalingMeasurement[] measured = [.. series.Points.Select(point => Measure(series, point.Number, point.Point, notes))];
            Table table = series.ToTable(measured);
            table.WriteText(output);
            if (markdown is not null)
                table.WriteMarkdown(markdown);
            plots.AddRange(series.ToPlots(measured));
        }

        if (parsed.GetValue(_svg) is { } svg)
            File.WriteAllText(svg, SvgFigure.Of(machine, plots));
        return 0;
    }

    private static ScalingMeasurement Measure(ScalingSeries series, double number, ScalingPoint point, TextWriter notes)
    {
        ScalingMeasurement? measured = null;
        OwnProcess.Run([ScalingPointRun.Command, JsonSerializer.Serialize(point)], line => measured = JsonSerializer.Deserialize<ScalingMeasurement>(line));
        notes.WriteLine(FormattableString.Invariant($"{series.Name} {number}: {measured!.Wall:0.00} s"));
        return measured;
    }
}
