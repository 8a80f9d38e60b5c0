using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Catalogue;

/// <summary>The models that can be loaded by name.</summary>
public static class ModelCatalogue
{
    /// <summary>The name of the model that runs when none is given.</summary>
    public const string DefaultName = "whisper-base";

    /// <summary>Every entry, in the order to show them.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        Embedded(DefaultName, "whisper", "OpenAI Whisper base, 99 languages, 74 M parameters, 8-bit weights (MIT)"),
    ];

    /// <summary>The entry of that name, or null.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Where an embedded model lies beside an application.</summary>
    internal static string DefaultLocation(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);

    private static CatalogueEntry Embedded(string name, string family, string description)
    {
        string folder = DefaultLocation(name);
        return new CatalogueEntry(name, family, description, File.Exists(Path.Combine(folder, ModelManifest.FileName)) ? folder : null);
    }
}
