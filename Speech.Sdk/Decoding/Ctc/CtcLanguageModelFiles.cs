namespace Speech.Sdk.Decoding.Ctc;

/// <summary>The files that belong to a language model.</summary>
/// <param name="Model">The n-grams.</param>
/// <param name="Unigrams">The list of known words; null where there is none.</param>
/// <param name="Attributes">The saved weights; null where there are none.</param>
internal sealed record CtcLanguageModelFiles(string Model, string? Unigrams, string? Attributes)
{
    private static readonly string[] Extensions = [".arpa", ".bin", ".binary", ".klm"];

    /// <summary>A file as it is given, or what a folder holds.</summary>
    /// <exception cref="ModelFolderException">A file is missing, or a folder has no model or several.</exception>
    public static CtcLanguageModelFiles Find(string path, string? unigrams)
    {
        if (unigrams is not null && !File.Exists(unigrams))
            throw new ModelFolderException($"There is no word list {unigrams}; expected a text file with one word a line.");
        if (!Directory.Exists(path))
            return new CtcLanguageModelFiles(path, unigrams, null);
        string[] models = [.. Directory.EnumerateFiles(path).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        if (models.Length != 1)
        {
            throw new ModelFolderException(
                $"{path} has {(models.Length == 0 ? "no language model" : string.Join(" and ", models.Select(Path.GetFileName)))}; expected one file that ends with {string.Join(", ", Extensions)}.");
        }

        return new CtcLanguageModelFiles(models[0], unigrams ?? Existing(path, "unigrams.txt"), Existing(path, "attrs.json"));
    }

    private static string? Existing(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;
}
