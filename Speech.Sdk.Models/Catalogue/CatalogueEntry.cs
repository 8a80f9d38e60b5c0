namespace Speech.Sdk.Models.Catalogue;

/// <summary>A model that goes by a name.</summary>
/// <param name="Name">The name to load it by.</param>
/// <param name="Family">The model family.</param>
/// <param name="Description">Languages, size and licence in a line.</param>
/// <param name="Folder">The folder that holds it on this machine, or null where it is not here.</param>
public sealed record CatalogueEntry(string Name, string Family, string Description, string? Folder);
