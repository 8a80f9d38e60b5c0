using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Models;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Models;

namespace Speech.Cli.Commands;

/// <summary><c>speech pull ORG/NAME</c>: a repository of the hub into the caches, ready to be run.</summary>
internal static class PullCommand
{
    public const string Name = "pull";

    public static Command Create(CliEnvironment environment)
    {
        Argument<string> model = CommandOption.Folder("MODEL", "ORG/NAME of the Hugging Face hub, or ORG/NAME@REVISION.");
        Option<string?> revision = CommandOption.Text("--revision", "REVISION", "A branch, tag or commit. [default: main]");
        Option<string?> precision = ModelPrecisions.CreateOption();
        Option<IReadOnlyList<string>?> languages = CommandOption.List<string>(
            "--languages", "CODE,…", "Languages to have beside the model's own, of models with a file for each (MMS).", TryCode, "codes such as deu,fra");
        Option<bool> quiet = CommandOption.Flag("--quiet", "No progress and no notes.", "-q");
        Command command = new(Name, "Downloads a model and converts it, so that it is there when it is needed.") { model, revision, precision, languages, quiet };
        command.SetAction((parsed, cancellation) => RunAsync(
            environment, parsed.GetRequiredValue(model), parsed.GetValue(revision), ModelPrecisions.Find(parsed.GetValue(precision)), parsed.GetValue(languages) ?? [], parsed.GetValue(quiet), cancellation));
        return command;
    }

    private static async Task RunAsync(
        CliEnvironment environment, string model, string? revision, ModelPrecision? precision, IReadOnlyList<string> languages, bool quiet, CancellationToken cancellationToken)
    {
        using PullDisplay display = new(environment, model, quiet ? _ => { } : note => environment.Error.WriteLine($"note: {note}"), quiet);
        HubOptions options = display.Options(precision) with { Revision = revision, Languages = languages };
        // A conversion computes for minutes; it stops between two weights.
        PulledModel pulled = await Task.Run(() => ModelHub.PullAsync(model, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        display.Dispose();
        environment.Output.WriteLine(pulled.Model);
    }

    private static bool TryCode(string text, out string code)
    {
        code = text.Trim();
        return code.Length > 0 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
    }
}
