namespace Speech.Sdk.Models.Hub;

/// <summary>A file of a repository at a commit.</summary>
/// <param name="Path">Its path there, with slashes.</param>
/// <param name="Size">Its bytes; null where the list does not say.</param>
/// <param name="Hash">SHA-256 of a large file (LFS), Git's SHA-1 of a small one, in hexadecimal; null where the list does not say. The cache names blobs so.</param>
internal sealed record HubFile(string Path, long? Size, string? Hash);

/// <summary>What a revision of a repository holds.</summary>
internal sealed record HubRevision(string Commit, IReadOnlyList<HubFile> Files);
