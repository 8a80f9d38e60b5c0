using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Models;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech convert CHECKPOINT OUTPUT</c>: a checkpoint into a model folder to keep.</summary>
internal static class ConvertCommand
{
    public const string Name = "convert";

    public static Command Create(CliEnvironment environment)
    {
        Argument<string> checkpoint = CommandOption.Folder("CHECKPOINT", "A folder with config.json and safetensors or pytorch_model.bin.");
        Argument<string> output = CommandOption.Folder("OUTPUT", "The model folder to make.");
        Option<string?> precision = ModelPrecisions.CreateOption();
        Option<bool> quiet = CommandOption.Flag("--quiet", "No progress.", "-q");
        Command command = new(Name, "Converts a checkpoint into a model folder.") { checkpoint, output, precision, quiet };
        command.SetAction(async (parsed, cancellation) =>
        {
            FileArguments.RejectOptions(parsed, checkpoint);
            FileArguments.RejectOptions(parsed, output);
            ModelPrecision chosen = ModelPrecisions.Find(parsed.GetValue(precision)) ?? ModelPrecision.Fp32;
            string folder = parsed.GetRequiredValue(checkpoint);
            using PullDisplay display = new(environment, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), _ => { }, parsed.GetValue(quiet));
            await environment.Converter.ConvertAsync(folder, parsed.GetRequiredValue(output), chosen, display.OfConversion, cancellation).ConfigureAwait(false);
        });
        return command;
    }
}
