namespace Speech.Sdk.Export;

/// <summary>A file block by block, so that work on a large one stops soon after it is cancelled.</summary>
internal static class FileBlocks
{
    private const int Size = 1 << 20;

    /// <summary>The blocks in their order; each holds until the next is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(string path, CancellationToken ct)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] block = new byte[Size];
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            int read = stream.Read(block);
            if (read == 0)
                yield break;
            yield return block.AsMemory(0, read);
        }
    }
}
