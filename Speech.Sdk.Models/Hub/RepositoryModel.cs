using Speech.Sdk.Models.Conversion;

namespace Speech.Sdk.Models.Hub;

/// <summary>Whether a repository's model can be had, before much of it is downloaded.</summary>
internal static class RepositoryModel
{
    private const int NamedLanguages = 20;

    /// <param name="files">The repository's files.</param>
    /// <param name="id">The repository.</param>
    /// <param name="options">The converter, the precision and the languages that are asked for.</param>
    /// <param name="converted">Tells the precisions that are here, for the error.</param>
    /// <exception cref="ModelFolderException">It cannot; says what would mend it.</exception>
    public static void Check(RepositoryFiles files, HubId id, HubOptions options, Func<IReadOnlyList<ModelPrecision>> converted)
    {
        if (!files.Model.HasGraphs && !files.Model.IsCheckpoint)
            throw new ModelFolderException($"{id} holds neither speech.json, nor graphs (onnx/encoder_model.onnx, model.onnx …), nor config.json with model.safetensors or pytorch_model.bin; expected the repository of a speech model.");
        if (options.Converter is null && files.Model.ToBeConverted(hasConverter: false))
            throw NeedsConverter(id.ToString(), options.Precision, converted());
        if (options.Languages.Except(files.Languages).ToArray() is not { Length: > 0 } unknown)
            return;
        string known = files.Languages.Count == 0 ? "no language has a file of its own there" : $"it has {string.Join(", ", files.Languages.Take(NamedLanguages))}{(files.Languages.Count > NamedLanguages ? $" and {files.Languages.Count - NamedLanguages} more" : "")}";
        throw new ModelFolderException($"{id} has no file for {string.Join(", ", unknown)}; {known}. Give codes as the repository's adapter.CODE.safetensors have them.");
    }

    /// <param name="model">What the user calls it.</param>
    /// <param name="precision">The precision that is asked for; null: any.</param>
    /// <param name="converted">The precisions that are here.</param>
    public static ModelFolderException NeedsConverter(string model, ModelPrecision? precision, IReadOnlyList<ModelPrecision> converted) => new(
        $"{model} is a checkpoint without ONNX graphs and no converter is given. Add the package Speech.Sdk.Export and set RecognizerOptions.Hub to new HubOptions {{ Converter = new CheckpointConverter() }}, "
        + $"or run 'speech pull {model}{(precision is { } asked ? $" --precision {ConversionCache.PrecisionName(asked)}" : "")}' first, whose result is found then."
        + (converted.Count == 0 ? "" : $" It is here in {string.Join(", ", converted.Select(ConversionCache.PrecisionName))}."));
}
