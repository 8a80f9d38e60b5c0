namespace Speech.Sdk;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that came on last, by its path in the repository.</param>
/// <param name="Bytes">Bytes of all files that are there, those of an earlier attempt among them.</param>
/// <param name="Total">Bytes of all files that are downloaded.</param>
public sealed record DownloadProgress(string File, long Bytes, long Total);
