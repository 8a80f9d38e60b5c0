using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Audio.Live;

/// <summary>Chunks that the caller hands over.</summary>
internal static class LiveSamples
{
    public static async IAsyncEnumerable<LiveChunk> Read(
        IAsyncEnumerable<ReadOnlyMemory<float>> chunks, AudioFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ReadOnlyMemory<float> chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return new LiveChunk(chunk, format);
    }

    public static async IAsyncEnumerable<LiveChunk> Read(
        IAsyncEnumerable<ReadOnlyMemory<short>> chunks, AudioFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        float[] samples = [];
        await foreach (ReadOnlyMemory<short> chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (samples.Length < chunk.Length)
                samples = new float[chunk.Length];
            TensorPrimitives.ConvertTruncating(chunk.Span, samples);
            TensorPrimitives.Multiply(samples.AsSpan(0, chunk.Length), 1f / 32768, samples);
            yield return new LiveChunk(samples.AsMemory(0, chunk.Length), format);
        }
    }
}
