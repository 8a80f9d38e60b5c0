using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;

namespace Speech.Sdk.Export;

/// <summary>One kind of model that can be exported; a new one is a folder of its own and a line in <see cref="CheckpointExporter"/>.</summary>
internal interface IModelFamily
{
    /// <summary>The family in the manifest, and model_type in config.json unless <see cref="ModelTypes"/> says otherwise.</summary>
    string ModelType { get; }

    /// <summary>Each model_type in config.json that is of this family.</summary>
    IReadOnlyList<string> ModelTypes => [ModelType];

    /// <summary>Opens the model's own weights.</summary>
    Checkpoint Open(string folder, JsonElement config) => Checkpoint.Open(folder);

    /// <summary>Small files of the checkpoint, by names that only config.json knows, which belong into the model folder.</summary>
    IEnumerable<string> Companions(JsonElement config) => [];

    /// <summary>Writes the graphs and returns their file names by role.</summary>
    IReadOnlyDictionary<string, string> Export(ExportJob job);
}
