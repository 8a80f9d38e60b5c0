using Speech.Sdk;

namespace Speech.Cli.Models;

/// <summary>The exporter of tools/export-onnx.</summary>
internal sealed class ExporterCheckpointConverter : ICheckpointConverter
{
    // MERGE: typeof(CheckpointExporter).Assembly's version, or the exporter's own format version.
    public string Version => "0";

    // MERGE: CheckpointExporter.Export(checkpoint, output, new ExportOptions { Precision = ... }, null, cancellationToken) on the thread pool.
    public Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, CancellationToken cancellationToken) =>
        throw new ModelFolderException($"{checkpoint} is a checkpoint, and this build has no exporter; give a folder of exported graphs.");
}
