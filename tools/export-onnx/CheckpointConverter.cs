namespace Speech.Sdk.Export;

/// <summary>Converts checkpoints for <see cref="HubOptions.Converter"/> by <see cref="CheckpointExporter"/>.</summary>
public sealed class CheckpointConverter : ICheckpointConverter
{
    /// <inheritdoc/>
    // Deterministic builds give the same id to the same code, so a changed exporter converts anew and an unchanged one does not.
    public string Version => typeof(CheckpointExporter).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <inheritdoc/>
    // On a thread of its own: a conversion takes seconds to minutes, and the thread pool has few.
    public Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, IProgress<double>? progress, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () => CheckpointExporter.Export(checkpoint, output, ExportOptions.For(Enum.Parse<ExportPrecision>(precision.ToString())), progress is null ? null : new Fractions(progress), cancellationToken),
        cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private sealed class Fractions(IProgress<double> progress) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => progress.Report(value.Fraction);
    }
}
