namespace Speech.Sdk;

/// <summary>Turns a published checkpoint into a model folder; the package Speech.Sdk.Export has one.</summary>
public interface ICheckpointConverter
{
    /// <summary>Letters and digits that change whenever the converter would write something else for the same checkpoint.</summary>
    string Version { get; }

    /// <summary>Writes the model folder of a checkpoint into a new folder, whole or not at all.</summary>
    /// <param name="checkpoint">A folder with config.json and weights.</param>
    /// <param name="output">The folder to make.</param>
    /// <param name="precision">What the weights are stored in.</param>
    /// <param name="progress">The share of the weights that is converted, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the conversion, which then leaves nothing behind.</param>
    /// <exception cref="ModelFolderException">The checkpoint is incomplete or of a kind that is not supported.</exception>
    Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, IProgress<double>? progress, CancellationToken cancellationToken);
}
