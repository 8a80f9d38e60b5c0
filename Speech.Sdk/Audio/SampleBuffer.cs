using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>Gathers all samples of a reader in one array: of the known length at once, otherwise by way of pooled chunks.</summary>
internal static class SampleBuffer
{
    private const int ChunkLength = 1 << 18;

    public static float[] ReadAll(AudioReader reader)
    {
        if (reader.Length is long length && length <= Array.MaxLength)
        {
            float[] all = GC.AllocateUninitializedArray<float>((int)length);
            int read = reader.Read(all);

            // Reads once more, past the end: an empty recording throws there.
            if (read == all.Length && reader.Read(stackalloc float[1]) == 0)
                return all;
            if (read < all.Length)
                return all[..read];
            throw new InvalidOperationException("A decoder gave more frames than it had announced.");
        }

        return ReadChunks(reader);
    }

    private static float[] ReadChunks(AudioReader reader)
    {
        List<float[]> chunks = [];
        try
        {
            long total = 0;
            int read;
            do
            {
                chunks.Add(ArrayPool<float>.Shared.Rent(ChunkLength));
                read = reader.Read(chunks[^1].AsSpan(0, ChunkLength));
                total += read;
            }
            while (read == ChunkLength);

            float[] all = GC.AllocateUninitializedArray<float>(checked((int)total));
            for (int i = 0; i < chunks.Count; i++)
                chunks[i].AsSpan(0, Math.Min(ChunkLength, all.Length - (i * ChunkLength))).CopyTo(all.AsSpan(i * ChunkLength));
            return all;
        }
        finally
        {
            foreach (float[] chunk in chunks)
                ArrayPool<float>.Shared.Return(chunk);
        }
    }
}
