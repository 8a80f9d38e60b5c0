using Speech.Sdk.Export;

namespace Speech.Cli.Models;

/// <summary>The exporter of tools/export-onnx.</summary>
internal sealed class ExporterCheckpointConverter : ICheckpointConverter
{
    // Deterministic builds give the same id to the same code, so a changed exporter converts anew and an unchanged one does not.
    public string Version => typeof(CheckpointExporter).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    public Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, CancellationToken cancellationToken) =>
        Task.Run(() => CheckpointExporter.Export(checkpoint, output, ExportOptions.For(Enum.Parse<ExportPrecision>(precision.ToString())), null, cancellationToken), cancellationToken);
}
