using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>Gathers all samples of a reader in one array: of the known length at once, otherwise by way of pooled chunks.</summary>
internal static class SampleBuffer
{
    private const int ChunkLength = 1 << 18;

    public static float[] ReadAll(AudioReader reader)
    {
        float[] expected = reader.Length is long length && length <= Array.MaxLength
            ? GC.AllocateUninitializedArray<float>((int)length) : [];
        int read = reader.Read(expected);
        if (read < expected.Length)
            return expected[..read];

        // Reads on past the expected end: a file may have grown meanwhile, and an empty one throws there.
        List<float[]> chunks = [];
        try
        {
            long total = read;
            do
            {
                chunks.Add(ArrayPool<float>.Shared.Rent(ChunkLength));
                read = reader.Read(chunks[^1].AsSpan(0, ChunkLength));
                total += read;
            }
            while (read == ChunkLength);
            return total == expected.Length ? expected : Join(expected, chunks, total);
        }
        finally
        {
            foreach (float[] chunk in chunks)
                ArrayPool<float>.Shared.Return(chunk);
        }
    }

    private static float[] Join(float[] head, List<float[]> chunks, long total)
    {
        float[] all = GC.AllocateUninitializedArray<float>(checked((int)total));
        head.CopyTo(all, 0);
        Span<float> rest = all.AsSpan(head.Length);
        foreach (float[] chunk in chunks)
        {
            int count = Math.Min(ChunkLength, rest.Length);
            chunk.AsSpan(0, count).CopyTo(rest);
            rest = rest[count..];
        }

        return all;
    }
}
