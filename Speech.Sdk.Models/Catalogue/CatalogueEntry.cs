namespace Speech.Sdk.Models.Catalogue;

/// <summary>A model that is known to run: the embedded one, or a repository of the Hugging Face hub.</summary>
/// <param name="Name">The name to load it by.</param>
/// <param name="Family">The model family.</param>
/// <param name="Parameters">Parameters, in millions.</param>
/// <param name="Languages">The languages that it hears.</param>
/// <param name="Licence">The licence of its weights, by its SPDX identifier in lower case, or "not stated".</param>
public sealed record CatalogueEntry(string Name, string Family, int Parameters, string Languages, string Licence)
{
    /// <summary>What it does where it does not transcribe; null: it does.</summary>
    public string? Use { get; init; }

    /// <summary>Whether it belongs to the SDK and is not downloaded.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>The folder that holds an embedded model on this machine, or null where it is not here. Of repositories <see cref="ModelHub.Find"/> tells.</summary>
    public string? Folder { get; init; }

    /// <summary>Languages, size and licence in a line.</summary>
    public string Description => $"{Languages}, {Parameters} M parameters{(Use is null ? "" : $", {Use}")} ({Licence})";
}
