using Speech.Cli.Commands.Values;
using System.CommandLine;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Commands;

/// <summary><c>speech languages FILE…</c>: which languages are spoken in recordings, and when.</summary>
internal sealed class LanguagesCommand : Command
{
    private readonly FileArguments _files = new();

    private readonly ModelOptions _model = new(new Option<string>("--model", "-m")
    {
        Description = "A name of 'speech models list', ORG/NAME of the Hugging Face hub, an exported folder, or a checkpoint folder. Downloaded and converted on first use.",
        HelpName = "NAME|FOLDER|ORG/NAME", DefaultValueFactory = _ => ModelCatalogue.DefaultName,
    });

    private readonly Option<string?> _allowed = CommandOption.Text("--allowed-languages", "a,b", "Languages to choose from. [default: all]");
    private readonly WindowOptions _windows = new();
    private readonly Option<string?> _format = CommandOption.Choice("--format", "How to write it. [default: txt]", LanguageTables.Formats, "-f");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public LanguagesCommand(CliEnvironment environment, ErrorLines errors)
        : base("languages", "Says which languages are spoken in recordings, and when.")
    {
        Arguments.Add(_files.Argument);
        foreach (Option option in (IEnumerable<Option>)[.. _model.All, _allowed, .. _windows.All, _format, _quiet])
            Options.Add(option);
        Validators.Add(_files.Check);
        SetAction((parsed, cancellation) => RunAsync(parsed, environment, errors, cancellation));
    }

    private Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, ErrorLines errors, CancellationToken cancellationToken)
    {
        (TimeSpan? window, TimeSpan? hop) = _windows.Read(parsed);
        LanguageIdentificationOptions options = new()
        {
            AllowedLanguages = parsed.GetValue(_allowed)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Window = window, Hop = hop,
        };
        options.Validate();
        ModelChoice choice = _model.Read(parsed);
        FileByFile<ISpeechRecognizer, SpokenLanguages> run = new(environment, LanguageTables.Find(parsed.GetValue(_format) ?? "txt"), errors, parsed.GetValue(_quiet))
        {
            Load = (resolver, cancellation) => resolver.LoadAsync(choice, cancellation),
            Hear = (recognizer, audio, progress, cancellation) => recognizer.IdentifyLanguagesAsync(audio, options with { Progress = progress }, cancellation),
            Warnings = result => result.Warnings,
        };
        return run.RunAsync(_files.Read(parsed), cancellationToken);
    }
}
