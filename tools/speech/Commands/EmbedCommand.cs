using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech embed FILE…</c>: speakers' voices as vectors.</summary>
internal sealed class EmbedCommand : Command
{
    private readonly FileArguments _files = new();
    private readonly ModelOptions _model = new(EmbedderOption.Create());
    private readonly WindowOptions _windows = new();
    private readonly Option<string?> _format = CommandOption.Choice("--format", "How to write it. [default: jsonl]", EmbeddingTables.Formats, "-f");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public EmbedCommand(CliEnvironment environment, ErrorLines errors)
        : base("embed", "Turns speakers' voices into vectors, one a recording.")
    {
        Arguments.Add(_files.Argument);
        foreach (Option option in (IEnumerable<Option>)[.. _model.All, .. _windows.All, _format, _quiet])
            Options.Add(option);
        Validators.Add(_files.Check);
        SetAction((parsed, cancellation) => RunAsync(parsed, environment, errors, cancellation));
    }

    private Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, ErrorLines errors, CancellationToken cancellationToken)
    {
        (TimeSpan? window, TimeSpan? hop) = _windows.Read(parsed);
        EmbeddingOptions options = new() { Window = window, Hop = hop };
        options.Validate();
        ModelChoice choice = _model.Read(parsed);
        FileByFile<ISpeakerEmbedder, SpeakerEmbedding> run = new(environment, EmbeddingTables.Find(parsed.GetValue(_format) ?? "jsonl"), errors, parsed.GetValue(_quiet))
        {
            Load = (resolver, cancellation) => resolver.LoadEmbedderAsync(choice, cancellation),
            Hear = (embedder, audio, progress, cancellation) => embedder.EmbedAsync(audio, options with { Progress = progress }, cancellation),
            Warnings = result => result.Warnings,
        };
        return run.RunAsync(_files.Read(parsed), cancellationToken);
    }
}
