namespace Speech.Cli.Models;

/// <summary>Turns a published checkpoint into a model folder.</summary>
internal interface ICheckpointConverter
{
    /// <summary>Changes whenever the converter would write something else for the same checkpoint.</summary>
    string Version { get; }

    /// <summary>Writes the model folder of a checkpoint into a new folder, whole or not at all.</summary>
    Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, CancellationToken cancellationToken);
}
