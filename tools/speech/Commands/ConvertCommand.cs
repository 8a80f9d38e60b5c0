using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Models;
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
        Command command = new(Name, "Converts a checkpoint into a model folder.") { checkpoint, output, precision };
        command.SetAction((parsed, cancellation) =>
        {
            FileArguments.RejectOptions(parsed, checkpoint);
            FileArguments.RejectOptions(parsed, output);
            ModelPrecision chosen = ModelPrecisions.Find(parsed.GetValue(precision)) ?? ModelPrecision.Fp32;
            return environment.Converter.ConvertAsync(parsed.GetRequiredValue(checkpoint), parsed.GetRequiredValue(output), chosen, null, cancellation);
        });
        return command;
    }
}
