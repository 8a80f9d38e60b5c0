using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Catalogue;

/// <summary>The models that are known: the embedded one and repositories of the Hugging Face hub. Others of the same families load as well.</summary>
public static class ModelCatalogue
{
    /// <summary>The name of the model that runs when none is given.</summary>
    public const string DefaultName = "whisper-base";

    /// <summary>Every entry, in the order to show them.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } = [Embedded(), .. KnownRepositories.All];

    /// <summary>The entry of that name, or null.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Whether a name is that of a model which belongs to the SDK.</summary>
    internal static bool IsEmbedded(string name) => Find(name) is { IsEmbedded: true };

    /// <summary>Where an embedded model lies beside an application.</summary>
    internal static string DefaultLocation(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);

    private static CatalogueEntry Embedded()
    {
        string folder = DefaultLocation(DefaultName);
        return new CatalogueEntry(DefaultName, "whisper", 74, "99 languages", "mit")
        {
            Use = "embedded, 8-bit weights", IsEmbedded = true, Folder = File.Exists(Path.Combine(folder, ModelManifest.FileName)) ? folder : null,
        };
    }
}
