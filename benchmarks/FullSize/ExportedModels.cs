using Speech.Sdk.Export;

namespace Speech.Sdk.Benchmarks.FullSize;

/// <summary>Models of full size in a folder: made where they are not there yet. A folder of their own is removed in the end.</summary>
internal sealed class ExportedModels : IDisposable
{
    private readonly string _folder;
    private readonly bool _keeps;

    /// <param name="folder">Where they stay for the next time; null: nowhere.</param>
    public ExportedModels(string? folder)
    {
        _keeps = folder is not null;
        _folder = folder ?? Directory.CreateTempSubdirectory("full-size-models-").FullName;
    }

    /// <summary>A model's folder.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="precision">fp32, fp16, int8 or int4.</param>
    /// <param name="write">Writes the checkpoint to a folder.</param>
    /// <param name="blockSize">Weights that share a scale; null: as the precision has it.</param>
    public string Folder(string name, string precision, Action<string> write, int? blockSize = null)
    {
        string exported = Path.Combine(_folder, $"{name}-{precision}{blockSize}");
        if (Directory.Exists(exported))
            return exported;
        string checkpoint = Path.Combine(_folder, name);
        if (!Directory.Exists(checkpoint))
            write(checkpoint);
        ExportOptions options = ExportOptions.For(Enum.Parse<ExportPrecision>(precision, ignoreCase: true));
        CheckpointExporter.Export(checkpoint, exported, blockSize is { } size ? options with { BlockSize = size } : options);
        return exported;
    }

    public void Dispose()
    {
        if (!_keeps)
            Directory.Delete(_folder, recursive: true);
    }
}
