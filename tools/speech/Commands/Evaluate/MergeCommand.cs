using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Cli.Commands.Values;
using Speech.Cli.Evaluation;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Cli.Commands.Evaluate;

/// <summary><c>speech evaluate merge DIR…</c>: one report of shards, or of runs that were made at different times.</summary>
internal sealed class MergeCommand : Command
{
    private readonly Argument<string[]> _folders = new("DIR")
    {
        Description = "Output folders of 'speech evaluate', or .jsonl files of their results.", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _partial = CommandOption.Flag("--partial", "Report what is there although parts are missing or unfinished.");
    private readonly Option<int?> _seed = CommandOption.Whole("--seed", "Begins the statistics' draws. [default: 0]");
    private readonly ScoringGroup _scoring = new();
    private readonly ReportGroup _report = new();

    public MergeCommand(CliEnvironment environment, ErrorLines errors)
        : base("merge", "Joins the results of shards, and sets runs side by side; scores anew, hears nothing.")
    {
        Arguments.Add(_folders);
        foreach (Option option in (IEnumerable<Option>)[_partial, .. _report.Options, .. _scoring.Options, _seed])
            Options.Add(option);
        SetAction((parsed, stop) => Task.Run(() => Run(environment, parsed, errors, stop), stop));
    }

    private int Run(CliEnvironment environment, ParseResult parsed, ErrorLines errors, CancellationToken cancellationToken)
    {
        FileArguments.RejectOptions(parsed, _folders);
        string[] problems = [.. _report.Problems(parsed), .. _scoring.Problems(parsed)];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        ReportSettings settings = _report.Read(parsed, _scoring.Read(parsed, parsed.GetValue(_seed)), _report.Folder(parsed));
        IReadOnlyList<RunResults> runs = ResultLogs.Read(parsed.GetRequiredValue(_folders).SelectMany(ResultFiles.Find), parsed.GetValue(_partial));
        Action<string> note = _report.Quiet(parsed) ? _ => { } : text => environment.Error.WriteLine($"note: {text}");
        new ReportFiles(environment, settings, errors, note).Write(runs, cancellationToken);
        return errors.Any ? ExitCode.Failure : ExitCode.Success;
    }
}
