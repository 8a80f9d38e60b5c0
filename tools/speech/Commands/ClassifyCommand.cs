using Speech.Cli.Commands.Values;
using System.CommandLine;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech classify FILE…</c>: what recordings are, by a classifier's labels.</summary>
internal sealed class ClassifyCommand : Command
{
    private const int StandardTop = 5;

    private readonly FileArguments _files = new();

    private readonly ModelOptions _model = new(new Option<string>("--model", "-m")
    {
        Description = "A classifier's ORG/NAME on the Hugging Face hub, its exported folder, or its checkpoint folder. Downloaded and converted on first use.", HelpName = "FOLDER|ORG/NAME", Required = true,
    });

    private readonly Option<int?> _top = CommandOption.Whole("--top", $"The likeliest N labels. [default: {StandardTop}]");
    private readonly Option<double?> _threshold = CommandOption.Number("--threshold", "For models that classify frames: a label is active above this probability. [default: 0.5]");
    private readonly Option<TimeSpan?> _minDuration = CommandOption.Seconds("--min-duration", "Likewise: shorter activity is left out. [default: 0]");
    private readonly Option<TimeSpan?> _minPause = CommandOption.Seconds("--min-pause", "Likewise: shorter pauses are bridged. [default: 0]");
    private readonly Option<bool> _matchSpeakers = CommandOption.Flag("--match-speakers", "Likewise: labels are speakers in any order, matched from window to window.");
    private readonly WindowOptions _windows = new("a window; for frames two thirds of one");
    private readonly Option<string?> _format = CommandOption.Choice("--format", "How to write it. [default: txt]", ClassificationTables.Formats, "-f");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public ClassifyCommand(CliEnvironment environment, ErrorLines errors)
        : base("classify", "Says what recordings are, by an audio classifier's labels.")
    {
        Arguments.Add(_files.Argument);
        foreach (Option option in (IEnumerable<Option>)[.. _model.All, _top, .. _windows.All, .. Activity, _format, _quiet])
            Options.Add(option);
        Validators.Add(_files.Check);
        SetAction((parsed, cancellation) => RunAsync(parsed, environment, errors, cancellation));
    }

    private Option[] Activity => [_threshold, _minDuration, _minPause, _matchSpeakers];

    private Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, ErrorLines errors, CancellationToken cancellationToken)
    {
        (TimeSpan? window, TimeSpan? hop) = _windows.Read(parsed);
        ClassificationOptions options = new() { Top = parsed.GetValue(_top) ?? StandardTop, Window = window, Hop = hop, Activity = ReadActivity(parsed) };
        options.Validate();
        ModelChoice choice = _model.Read(parsed);
        FileByFile<IAudioClassifier, Classification> run = new(environment, ClassificationTables.Find(parsed.GetValue(_format) ?? "txt"), errors, parsed.GetValue(_quiet))
        {
            Load = (resolver, cancellation) => resolver.LoadClassifierAsync(choice, cancellation),
            Hear = (classifier, audio, progress, cancellation) => classifier.ClassifyAsync(audio, options with { Progress = progress }, cancellation),
            Warnings = result => result.Warnings,
        };
        return run.RunAsync(_files.Read(parsed), cancellationToken);
    }

    private ActivityOptions? ReadActivity(ParseResult parsed)
    {
        ActivityOptions standard = new();
        return !Activity.Any(parsed.Holds) ? null : new ActivityOptions
        {
            Threshold = parsed.GetValue(_threshold) ?? standard.Threshold,
            MinimumDuration = parsed.GetValue(_minDuration) ?? standard.MinimumDuration,
            MinimumPause = parsed.GetValue(_minPause) ?? standard.MinimumPause,
            MatchLabels = parsed.GetValue(_matchSpeakers),
        };
    }
}
