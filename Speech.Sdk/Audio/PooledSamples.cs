using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>A buffer from the array pool that grows and is given back; an empty one is nobody's.</summary>
internal static class PooledSamples
{
    /// <summary>Gives the buffer back and takes another, whose first elements the caller has copied where they matter.</summary>
    public static void Replace(ref float[] buffer, float[] other)
    {
        if (buffer.Length > 0)
            ArrayPool<float>.Shared.Return(buffer);
        buffer = other;
    }
}
