using System.CommandLine;
using Speech.Sdk;
using Speech.Sdk.Export;

Dictionary<string, ExportOptions> presets = new[] { ExportOptions.Fp32, ExportOptions.Fp16, ExportOptions.Int8, ExportOptions.Int4, ExportOptions.Compact }
    .ToDictionary(preset => preset.Name);
Argument<DirectoryInfo> checkpoint = new("checkpoint") { Description = "Folder with config.json and model.safetensors or pytorch_model.bin (or their shards)." };
Argument<DirectoryInfo> output = new("output") { Description = "Folder to create." };
Option<string> precision = new("--precision") { Description = "Preset for the weights.", DefaultValueFactory = _ => "fp32" };
precision.AcceptOnlyFromAmong([.. presets.Keys]);
Option<int?> blockSize = new("--block-size") { Description = "Weights that share a scale in the decoder (int8, int4, compact): 16, 32, 64, 128 or 256." };

RootCommand command = new("Turns a published speech checkpoint into the ONNX graphs that Speech.Sdk runs.") { checkpoint, output, precision, blockSize };
command.SetAction((parsed, ct) =>
{
    ExportOptions options = presets[parsed.GetValue(precision)!];
    if (parsed.GetValue(blockSize) is { } size)
        options = options with { BlockSize = size };
    try
    {
        CheckpointExporter.Export(parsed.GetRequiredValue(checkpoint).FullName, parsed.GetRequiredValue(output).FullName, options, ct: ct);
        return Task.FromResult(0);
    }
    catch (Exception e) when (e is SpeechException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"export-onnx: {e.Message}");
        return Task.FromResult(2);
    }
});
ParseResult result = command.Parse(args);
if (result.Errors.Count == 0)
    return await result.InvokeAsync().ConfigureAwait(false);
Console.Error.WriteLine($"export-onnx: {string.Join(" ", result.Errors.Select(error => error.Message))}");
return 2;
