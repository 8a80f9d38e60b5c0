using System.CommandLine;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary><c>compare</c>: engines side by side, as whole processes. docs/performance.md has examples.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Option<string[]> _manifests = new("--manifest")
    {
        Description = "A list or folder of clips with reference texts, any kind that 'speech evaluate' reads; may be given several times.", HelpName = "FILE", Required = true,
    };

    private readonly Option<string[]> _engines = new("--engine")
    {
        Description = "NAME=COMMAND or NAME:OUTPUT=COMMAND; may be given several times, the first is what others are compared with. {file} is a recording (a process each), "
            + "{files} all of a set in one process, {language} and {threads} what they say. OUTPUT is what the command writes: text (of one file), tsv (a line a file: path, tab, text) or "
            + "jsonl (as 'speech transcribe -f jsonl'). Words with spaces go in double quotes.",
        HelpName = "ENGINE",
        Required = true,
    };

    private readonly Option<string> _mode = new("--mode") { Description = "all: one process a set where an engine takes {files}; each: a process a clip.", DefaultValueFactory = _ => "all" };
    private readonly Option<int> _rounds = new("--rounds") { Description = "Rounds that count.", DefaultValueFactory = _ => 5 };
    private readonly Option<int> _warmUps = new("--warm-ups") { Description = "Rounds before them, told apart.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _threads = new("--threads") { Description = "What {threads} says.", DefaultValueFactory = _ => PhysicalCores.Count };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first so many clips of each manifest." };
    private readonly Option<string> _normalizer = new("--normalizer") { Description = "What texts go through before they are compared, as in 'speech evaluate'.", DefaultValueFactory = _ => "auto" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Writes the tables there too.", HelpName = "FILE" };
    private readonly Option<string?> _json = new("--json") { Description = "Writes every measurement there.", HelpName = "FILE" };

    public CompareCommand(TextWriter output, TextWriter notes)
        : base("compare", "Times engines over the same clips in interleaved rounds and scores what they write.")
    {
        _mode.AcceptOnlyFromAmong("all", "each");
        foreach (Option option in (Option[])[_manifests, _engines, _mode, _rounds, _warmUps, _threads, _limit, _normalizer, _markdown, _json])
            Options.Add(option);
        SetAction((parsed, stop) => RunAsync(parsed, output, notes, stop));
    }

    private async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter notes, CancellationToken cancellationToken)
    {
        EvaluationInput[] inputs = [.. parsed.GetRequiredValue(_manifests).Select(manifest => EvaluationInput.Read(manifest))];
        foreach (string text in inputs.SelectMany(input => input.Notes))
            notes.WriteLine($"note: {text}");
        ClipSelection selection = new() { Limit = parsed.GetValue(_limit) };
        EvaluationClip[] clips = [.. inputs.SelectMany(input => selection.Apply(input.Clips))];
        if (clips.CountBy(clip => clip.Id).FirstOrDefault(id => id.Value > 1) is { Key: { } twice })
            throw new SpeechException($"The clip '{twice}' is in two manifests; expected each once.");
        ComparisonSettings settings = new()
        {
            Engines = [.. parsed.GetRequiredValue(_engines).Select(Engine.Parse)],
            Workloads = Workload.Of(clips),
            Rounds = parsed.GetValue(_rounds),
            WarmUps = parsed.GetValue(_warmUps),
            Threads = parsed.GetValue(_threads),
            EachAlone = parsed.GetValue(_mode) == "each",
            Normalizer = TextNormalizers.Find(parsed.GetRequiredValue(_normalizer)),
        };
        ComparisonResult result = await new ComparisonRun(settings, notes.WriteLine).RunAsync(cancellationToken).ConfigureAwait(false);
        ComparisonWriters.WriteText(output, result);
        if (parsed.GetValue(_markdown) is { } markdown)
        {
            using StreamWriter file = File.CreateText(markdown);
            ComparisonWriters.WriteMarkdown(file, result);
        }

        if (parsed.GetValue(_json) is { } json)
        {
            using FileStream file = File.Create(json);
            ComparisonWriters.WriteJson(file, result);
        }

        return 0;
    }
}
