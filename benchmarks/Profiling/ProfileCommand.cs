using System.CommandLine;
using System.Globalization;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary><c>profile</c>: where the time of Whisper's graphs goes, by ONNX Runtime's profiler.</summary>
internal sealed class ProfileCommand : Command
{
    private static readonly WhisperProfile Defaults = new() { Folder = "" };

    private readonly Option<string> _model = new("--model", "-m") { Description = "A model's name or folder.", HelpName = "NAME|FOLDER", DefaultValueFactory = _ => ModelCatalogue.DefaultName };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "Length of the windows. [default: the longest that the model hears]" };
    private readonly Option<int> _windows = new("--windows", "--batch-size") { Description = "Windows decoded together.", DefaultValueFactory = _ => Defaults.Windows };
    private readonly Option<int> _beams = new("--beams", "--beam-size") { Description = "Hypotheses a window.", DefaultValueFactory = _ => Defaults.Beams };
    private readonly Option<int> _tokens = new("--tokens") { Description = "Tokens before the step.", DefaultValueFactory = _ => Defaults.Tokens };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of a run.", DefaultValueFactory = _ => Defaults.Threads };
    private readonly Option<int> _runs = new("--runs") { Description = "Runs that are averaged, after three to warm up.", DefaultValueFactory = _ => Defaults.Runs };
    private readonly Option<string> _by = new("--by") { Description = "operator, or node: every node for itself.", DefaultValueFactory = _ => "operator" };
    private readonly Option<int> _top = new("--top") { Description = "Rows of a table; what is left is one row more.", DefaultValueFactory = _ => Defaults.Top };
    private readonly Option<string[]> _sizes = new("--size") { Description = "The size of an open dimension of other graphs' inputs; may be given several times.", HelpName = "NAME=N" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Writes the tables there too.", HelpName = "FILE" };

    public ProfileCommand(TextWriter output)
        : base("profile", "Times the operators of Whisper's encoder and of a step of its decoder.")
    {
        _by.AcceptOnlyFromAmong("operator", "node");
        foreach (Option option in (Option[])[_model, _seconds, _windows, _beams, _tokens, _threads, _runs, _by, _top, _sizes, _markdown])
            Options.Add(option);
        SetAction(parsed => Run(parsed, output));
    }

    private int Run(ParseResult parsed, TextWriter output)
    {
        WhisperProfile profile = Defaults with
        {
            Folder = FolderOf(parsed.GetRequiredValue(_model)),
            Seconds = parsed.GetValue(_seconds),
            Windows = parsed.GetValue(_windows),
            Beams = parsed.GetValue(_beams),
            Tokens = parsed.GetValue(_tokens),
            Threads = parsed.GetValue(_threads),
            Runs = parsed.GetValue(_runs),
            ByNode = parsed.GetValue(_by) == "node",
            Top = parsed.GetValue(_top),
            Sizes = (parsed.GetValue(_sizes) ?? []).Select(Size).ToDictionary(size => size.Name, size => size.Value),
        };
        using StreamWriter? markdown = parsed.GetValue(_markdown) is { } path ? File.CreateText(path) : null;
        foreach (Table table in profile.Tables())
        {
            table.WriteText(output);
            if (markdown is not null)
                table.WriteMarkdown(markdown);
        }

        return 0;
    }

    private static string FolderOf(string model) => Directory.Exists(model)
        ? model
        : ModelCatalogue.Find(model)?.Folder ?? throw new ModelFolderException(
            $"'{model}' is neither a folder nor a model on this machine; expected one of {string.Join(", ", ModelCatalogue.Entries.Select(entry => entry.Name))} or a model folder.");

    private static (string Name, int Value) Size(string text) =>
        text.Split('=') is [{ Length: > 0 } name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? (name, size)
            : throw new InvalidOptionException($"--size is '{text}'; expected NAME=N with a whole number above 0.");
}
