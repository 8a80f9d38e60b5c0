namespace Speech.Sdk.Export;

/// <summary>One kind of model that can be exported; a new one is a folder of its own and a line in <see cref="CheckpointExporter"/>.</summary>
internal interface IModelFamily
{
    /// <summary>model_type in config.json, and the family in the manifest.</summary>
    string ModelType { get; }

    /// <summary>Writes the graphs and returns their file names by role.</summary>
    IReadOnlyDictionary<string, string> Export(ExportJob job);
}
