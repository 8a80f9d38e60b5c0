using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Speech.Sdk.Benchmarks.Plots;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Evaluation.Reports.Writers.Tables;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary><c>scaling</c>: what a second of audio costs, and how much memory, by length, batch size, threads and callers. Each point is a process of its own.</summary>
internal sealed class ScalingCommand : Command
{
    private const double MostSeconds = 36_000;

    private readonly Option<string> _model = new("--model", "-m") { Description = "A model's name or folder.", HelpName = "NAME|FOLDER", DefaultValueFactory = _ => ModelCatalogue.DefaultName };
    private readonly Option<string[]> _manifests = new("--manifest")
    {
        Description = "A list or folder of clips, any kind that 'speech evaluate' reads; may be given several times. Recordings are made of the clips, one after the other with pauses, each round in another order.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _language = new("--language", "-l") { Description = "Take only the manifests' clips of this language; needed where there are several.", HelpName = "CODE" };
    private readonly Option<string[]> _audio = new("--audio") { Description = "Recordings to be used instead of a manifest's clips.", HelpName = "FILES", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> _seed = new("--seed") { Description = "What order and pauses follow from.", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _parts = new("--part") { Description = "Measure only this; may be given several times." };
    private readonly Option<double[]> _lengths = new("--lengths")
    {
        Description = "Seconds of the recordings that are compared by length, with commas between; up to 36000.", HelpName = "SECONDS", CustomParser = Lengths, DefaultValueFactory = _ => [1, 10, 60, 600, 3600],
    };

    private readonly Option<string?> _log = new("--log") { Description = "Keeps every measurement there; what is there already, of this machine, model and sound, is not measured again.", HelpName = "FILE" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Writes the tables there too.", HelpName = "FILE" };
    private readonly Option<string?> _svg = new("--svg") { Description = "Writes the plots there.", HelpName = "FILE" };

    public ScalingCommand(TextWriter output, TextWriter notes)
        : base("scaling", "Measures cost and memory by length of the recording, batch size, threads and concurrent callers.")
    {
        _parts.AcceptOnlyFromAmong(ScalingPlan.Names);
        foreach (Option option in (Option[])[_model, _manifests, _language, _audio, _seed, _parts, _lengths, _log, _markdown, _svg])
            Options.Add(option);
        SetAction(parsed => Run(parsed, output, notes));
    }

    private int Run(ParseResult parsed, TextWriter output, TextWriter notes)
    {
        string model = parsed.GetRequiredValue(_model);
        if (!Directory.Exists(model) && ModelCatalogue.Find(model) is null)
            throw new ModelFolderException($"'{model}' is neither a folder nor a model of this SDK; expected one of {string.Join(", ", ModelCatalogue.Entries.Select(entry => entry.Name))} or a folder.");
        SpokenClips clips = Clips(parsed);
        string machine = MachineKind.Describe();
        string sound = $"Sound: {clips.Description}.";
        notes.WriteLine(sound);
        using ScalingRun run = new(clips, new ScalingLog(parsed.GetValue(_log), machine), notes);
        ScalingPlan plan = new(new ScalingPoint { Model = model, Sound = clips.Description, Seed = parsed.GetValue(_seed) }, parsed.GetRequiredValue(_lengths));
        string[] parts = parsed.GetValue(_parts) is { Length: > 0 } names ? names : ScalingPlan.Names;
        (ScalingSeries Series, ScalingMeasurement[] Measured)[] results =
            [.. plan.Series().Where(series => parts.Contains(series.Name)).Select(series => (series, run.Measure(series)))];

        string[] days = [.. results.SelectMany(result => result.Measured).Select(measured => measured.At).Order().Select(ReportText.Date).Distinct()];
        string title = $"{model}, {machine}, {string.Join(" and ", days)}";
        Table[] tables = [.. results.Select(result => result.Series.ToTable(result.Measured))];
        output.WriteLine($"{title}\n{sound}\n");
        foreach (Table table in tables)
            table.WriteText(output);
        if (parsed.GetValue(_markdown) is { } path)
        {
            using StreamWriter markdown = File.CreateText(path);
            markdown.Write($"{title}. {sound}\n\n");
            foreach (Table table in tables)
                table.WriteMarkdown(markdown);
        }

        if (parsed.GetValue(_svg) is { } svg)
            File.WriteAllText(svg, SvgFigure.Of(title, [.. results.SelectMany(result => result.Series.ToPlots(result.Measured))]));
        return 0;
    }

    private SpokenClips Clips(ParseResult parsed) => (parsed.GetValue(_manifests), parsed.GetValue(_audio), parsed.GetValue(_language)) switch
    {
        ({ Length: > 0 }, { Length: > 0 }, _) => throw new InvalidOptionException("--manifest and --audio are both given; expected one of them."),
        ({ Length: > 0 } manifests, _, var language) => SpokenClips.OfManifests(manifests, language),
        (_, _, not null) => throw new InvalidOptionException("--language chooses clips of a --manifest, and none is given."),
        (_, { Length: > 0 } files, _) => SpokenClips.OfFiles(files),
        _ => SpokenClips.OfRepository(),
    };

    private static double[] Lengths(ArgumentResult argument) => [.. CommaList.Parse(
        argument,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double length) ? length : 0,
        length => length is > 0 and <= MostSeconds,
        $"seconds above 0 and at most {MostSeconds}").Order()];
}
