namespace Speech.Sdk.Models;

/// <summary>What of a hub repository is on this machine.</summary>
/// <param name="Name">The name to load it by: <c>org/name</c>, with <c>@revision</c> where it is not the main one.</param>
/// <param name="Folder">The files as they were published, in the Hugging Face cache; null where they are missing or not whole.</param>
/// <param name="Converted">The precisions that it was converted to.</param>
public sealed record LocalModel(string Name, string? Folder, IReadOnlyList<ModelPrecision> Converted);
