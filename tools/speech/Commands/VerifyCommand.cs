using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Inputs;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech verify REFERENCE FILE…</c>: whether the same person speaks.</summary>
internal sealed class VerifyCommand : Command
{
    private readonly Argument<string> _reference = new("REFERENCE") { Description = "A recording of the speaker." };
    private readonly FileArguments _files = new();
    private readonly ModelOptions _model = new(EmbedderOption.Create());
    private readonly Option<double?> _threshold = CommandOption.Number("--threshold", "Scores from this on mean the same speaker, -1 to 1. [default: 0.7]");
    private readonly Option<string?> _format = CommandOption.Choice("--format", "How to write it. [default: txt]", VerificationTables.Formats, "-f");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public VerifyCommand(CliEnvironment environment, ErrorLines errors)
        : base("verify", "Says whether the speaker of one recording speaks in others.")
    {
        Arguments.Add(_reference);
        Arguments.Add(_files.Argument);
        foreach (Option option in (IEnumerable<Option>)[.. _model.All, _threshold, _format, _quiet])
            Options.Add(option);
        Validators.Add(_files.Check);
        SetAction((parsed, cancellation) => RunAsync(parsed, environment, errors, cancellation));
    }

    private Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, ErrorLines errors, CancellationToken cancellationToken)
    {
        double? threshold = parsed.GetValue(_threshold);
        if (threshold is not null and not (>= -1 and <= 1))
            throw new InvalidOptionException(FormattableString.Invariant($"--threshold is {threshold}; expected a cosine from -1 to 1, or leave it out for the model's own."));
        string[] files = _files.Read(parsed);
        InputFile reference = Reference(parsed, files);
        ModelChoice choice = _model.Read(parsed);
        FileByFile<SpeakerCheck, SpeakerMatch> run = new(environment, VerificationTables.Find(parsed.GetValue(_format) ?? "txt"), errors, parsed.GetValue(_quiet))
        {
            Load = async (resolver, cancellation) =>
                await SpeakerCheck.LoadAsync(
                    await resolver.LoadEmbedderAsync(choice, cancellation).ConfigureAwait(false), reference, environment, threshold, cancellation).ConfigureAwait(false),
            Hear = (check, audio, progress, cancellation) => check.MatchAsync(audio, progress, cancellation),
            Warnings = match => match.Embedding.Warnings,
        };
        return run.RunAsync(files, cancellationToken);
    }

    private InputFile Reference(ParseResult parsed, string[] files)
    {
        InputFile reference = new(parsed.GetRequiredValue(_reference));
        if (reference.IsStandardInput && files.Contains("-"))
            throw new InvalidOptionException("'-' was given more than once; standard input can be read only once.");
        if (!reference.IsStandardInput && reference.Name.StartsWith('-'))
            throw new InvalidOptionException($"'{reference.Name}' is not an option of 'speech verify'; for a file of that name write './{reference.Name}'.");
        return reference;
    }
}
