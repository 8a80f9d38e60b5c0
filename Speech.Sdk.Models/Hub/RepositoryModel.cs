namespace Speech.Sdk.Models.Hub;

/// <summary>Whether a repository's model can be had, before much of it is downloaded.</summary>
internal static class RepositoryModel
{
    private const int NamedLanguages = 20;

    /// <exception cref="ModelFolderException">It cannot; says what would mend it.</exception>
    public static void Check(RepositoryFiles files, HubId id, HubOptions options)
    {
        if (!files.HasGraphs && !files.IsCheckpoint)
            throw new ModelFolderException($"{id} holds neither speech.json, nor graphs (onnx/encoder_model.onnx, model.onnx …), nor config.json with model.safetensors or pytorch_model.bin; expected the repository of a speech model.");
        if (!files.HasGraphs && options.Converter is null)
            throw NeedsConverter(id.ToString());
        if (options.Languages.Except(files.Languages).ToArray() is not { Length: > 0 } unknown)
            return;
        string known = files.Languages.Count == 0 ? "no language has a file of its own there" : $"it has {string.Join(", ", files.Languages.Take(NamedLanguages))}{(files.Languages.Count > NamedLanguages ? $" and {files.Languages.Count - NamedLanguages} more" : "")}";
        throw new ModelFolderException($"{id} has no file for {string.Join(", ", unknown)}; {known}. Give codes as the repository's adapter.CODE.safetensors have them.");
    }

    public static ModelFolderException NeedsConverter(string model) => new(
        $"{model} is a checkpoint without ONNX graphs and no converter is given. Add the package Speech.Sdk.Export and set RecognizerOptions.Hub to new HubOptions {{ Converter = new CheckpointConverter() }}, "
        + $"or run 'speech pull {model}' first, whose result is found then.");
}
