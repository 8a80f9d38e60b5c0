namespace Speech.Sdk.Models.Catalogue;

/// <summary>The models that can be loaded by name.</summary>
public static class ModelCatalogue
{
    /// <summary>The name of the model that runs when none is given.</summary>
    public const string DefaultName = "whisper-base";

    /// <summary>Every entry, in the order to show them.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries => [];

    /// <summary>The entry of that name, or null.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}
