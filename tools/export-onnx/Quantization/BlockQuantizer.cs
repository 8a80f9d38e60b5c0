using System.Numerics.Tensors;

namespace Speech.Sdk.Export.Quantization;

/// <summary>A weight [rows, blocks of a row] in unsigned integers around the middle of their range, with a scale for every block.</summary>
internal sealed record QuantizedBlocks(byte[] Values, float[] Scales, int Rows, int BlocksPerRow, int BytesPerBlock);

/// <summary>Blocks of 4 or 8 bits as MatMulNBits and GatherBlockQuantized lay them out: w ≈ (value - 2^(bits-1)) · scale.</summary>
internal static class BlockQuantizer
{
    /// <summary>The largest block, at most the wanted one, that a row of this many weights fills at least once.</summary>
    public static int FittingBlock(int wanted, long columns)
    {
        while (wanted > 16 && wanted > columns)
            wanted /= 2;
        return wanted;
    }

    /// <summary>Quantizes a weight [rows, columns]; a row's last block is filled up with zeros.</summary>
    public static QuantizedBlocks Quantize(float[] weight, int rows, int columns, int bits, int blockSize)
    {
        int blocks = (columns + blockSize - 1) / blockSize;
        int bytes = blockSize * bits / 8;
        var values = new byte[(long)rows * blocks * bytes];
        var scales = new float[rows * blocks];
        Parallel.For(0, rows, () => (X: new float[blockSize], Rounded: new float[blockSize]), (row, _, buffers) =>
        {
            for (int block = 0; block < blocks; block++)
            {
                int start = block * blockSize;
                ReadOnlySpan<float> source = weight.AsSpan((row * columns) + start, Math.Min(blockSize, columns - start));
                buffers.X.AsSpan().Clear();
                source.CopyTo(buffers.X);
                int index = (row * blocks) + block;
                scales[index] = QuantizeBlock(buffers.X, buffers.Rounded, bits);
                Pack(buffers.Rounded, values.AsSpan(index * bytes, bytes), bits);
            }

            return buffers;
        }, _ => { });
        return new QuantizedBlocks(values, scales, rows, blocks, bytes);
    }

    private static float QuantizeBlock(float[] x, float[] rounded, int bits)
    {
        int middle = 1 << (bits - 1);
        // The range has one more step below the middle than above: the value farthest from zero goes there, with a negative scale if need be.
        float scale = -TensorPrimitives.MaxMagnitude<float>(x) / middle;
        Rounding.Round(x, scale, -middle, middle - 1, rounded);
        return scale;
    }

    private static void Pack(float[] rounded, Span<byte> packed, int bits)
    {
        for (int i = 0; i < packed.Length; i++)
        {
            packed[i] = bits == 8
                ? (byte)(rounded[i] + 128)
                : (byte)((int)(rounded[2 * i] + 8) | ((int)(rounded[(2 * i) + 1] + 8) << 4));
        }
    }
}
