using System.CommandLine;

namespace Speech.Sdk.Export;

/// <summary>The command export-onnx CHECKPOINT OUTPUT; errors are one line, with exit code 2.</summary>
internal static class ExportCommand
{
    private const int Failed = 2;
    private static readonly ExportOptions[] Presets = [ExportOptions.Fp32, ExportOptions.Fp16, ExportOptions.Int8, ExportOptions.Int4, ExportOptions.Compact];

    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        ParseResult parsed = Create(errors).Parse(args);
        return parsed.Errors.Count == 0
            ? await parsed.InvokeAsync().ConfigureAwait(false)
            : Fail(errors, string.Join(" ", parsed.Errors.Select(error => error.Message.ReplaceLineEndings(" "))));
    }

    /// <summary>The command line; errors of its run are written to <paramref name="errors"/>.</summary>
    public static RootCommand Create(TextWriter errors)
    {
        Argument<DirectoryInfo> checkpoint = new("checkpoint") { Description = "Folder with config.json and model.safetensors or pytorch_model.bin (or their shards)." };
        Argument<DirectoryInfo> output = new("output") { Description = "Folder to create." };
        Option<string> precision = new("--precision") { Description = "How weights are stored.", DefaultValueFactory = _ => ExportOptions.Fp32.Name };
        precision.AcceptOnlyFromAmong([.. Presets.Select(preset => preset.Name)]);
        Option<int?> blockSize = new("--block-size") { Description = "Weights that share a scale in the decoder (int8, int4, compact): 16, 32, 64, 128 or 256." };

        RootCommand command = new("Turns a published speech checkpoint into the ONNX graphs that Speech.Sdk runs.") { checkpoint, output, precision, blockSize };
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            parsed.GetRequiredValue(checkpoint).FullName,
            parsed.GetRequiredValue(output).FullName,
            OptionsFrom(parsed.GetRequiredValue(precision), parsed.GetValue(blockSize)),
            errors,
            ct)));
        return command;
    }

    private static ExportOptions OptionsFrom(string precision, int? blockSize)
    {
        ExportOptions preset = Presets.Single(candidate => candidate.Name == precision);
        return blockSize is { } size ? preset with { BlockSize = size } : preset;
    }

    private static int Run(string checkpoint, string output, ExportOptions options, TextWriter errors, CancellationToken ct)
    {
        try
        {
            CheckpointExporter.Export(checkpoint, output, options, ct: ct);
            return 0;
        }
        catch (Exception e) when (e is SpeechException or IOException or UnauthorizedAccessException)
        {
            return Fail(errors, e.Message);
        }
    }

    private static int Fail(TextWriter errors, string message)
    {
        errors.WriteLine($"export-onnx: {message}");
        return Failed;
    }
}
