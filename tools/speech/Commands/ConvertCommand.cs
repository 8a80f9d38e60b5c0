using System.CommandLine;
using Speech.Cli.Models;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech convert CHECKPOINT OUTPUT</c>: a checkpoint into a model folder to keep.</summary>
internal static class ConvertCommand
{
    public const string Name = "convert";

    public static Command Create(CliEnvironment environment)
    {
        Argument<string> checkpoint = new("CHECKPOINT") { Description = "A folder with config.json and safetensors or pytorch_model.bin." };
        Argument<string> output = new("OUTPUT") { Description = "The model folder to make." };
        Option<string?> precision = ModelPrecisions.CreateOption();
        Command command = new(Name, "Converts a checkpoint into a model folder.") { checkpoint, output, precision };
        command.SetAction((parsed, cancellation) => RunAsync(
            environment, parsed.GetRequiredValue(checkpoint), parsed.GetRequiredValue(output), ModelPrecisions.Find(parsed.GetValue(precision)) ?? ModelPrecision.Fp32, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, string checkpoint, string output, ModelPrecision precision, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(checkpoint) || !CheckpointFolder.Is(checkpoint))
            throw new ModelFolderException($"{checkpoint}: not a checkpoint; expected a folder with config.json and *.safetensors or pytorch_model.bin, and no graphs.");
        if (File.Exists(output) || Directory.Exists(output))
            throw new SpeechException($"{output}: exists already; give a new folder, or remove it first.");
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new SpeechException($"{output}: the folder {Path.GetDirectoryName(target)} does not exist; make it first.");
        await NewFolder.BuildAsync(target, building => environment.Converter.ConvertAsync(checkpoint, building, precision, cancellationToken)).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
