using Speech.Sdk;

namespace Speech.Cli.Models;

/// <summary>The exporter of tools/export-onnx.</summary>
internal sealed class ExporterCheckpointConverter : ICheckpointConverter
{
    // MERGE: typeof(CheckpointExporter).Assembly.ManifestModule.ModuleVersionId.ToString(), which deterministic builds change with the code.
    public string Version => "0";

    // MERGE: Task.Run(() => CheckpointExporter.Export(checkpoint, output, ExportOptions.For(Enum.Parse<ExportPrecision>(precision.ToString())), null, cancellationToken), cancellationToken).
    public Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, CancellationToken cancellationToken) =>
        throw new ModelFolderException($"{checkpoint} is a checkpoint, and this build has no exporter; give a folder of exported graphs.");
}
