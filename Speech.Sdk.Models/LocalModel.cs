namespace Speech.Sdk.Models;

/// <summary>What of a hub repository is on this machine.</summary>
/// <param name="Folder">The files as they were published, in the Hugging Face cache; null where they are missing or not whole.</param>
/// <param name="Converted">The precisions that it was converted to.</param>
public sealed record LocalModel(string? Folder, IReadOnlyList<ModelPrecision> Converted);
