using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Audio.Wav;

/// <summary>Integers of 1 to 4 bytes divided by 2^(bits-1); bytes are unsigned around 128.</summary>
internal sealed class PcmCodec(int channels, int bytes, bool bigEndian) : WavCodec
{
    public override int BlockBytes => channels * bytes;

    public override void Decode(ReadOnlySpan<byte> blocks, Span<float> samples)
    {
        if (BitConverter.IsLittleEndian && !bigEndian && bytes == 2)
        {
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, short>(blocks), samples);
            TensorPrimitives.Multiply(samples, 1f / 32768, samples);
            return;
        }

        for (int i = 0, at = 0; at < blocks.Length; i++, at += bytes)
            samples[i] = Sample(blocks.Slice(at, bytes));
    }

    private float Sample(ReadOnlySpan<byte> sample) => bytes switch
    {
        1 => (sample[0] - 128) / 128f,
        2 => (bigEndian ? BinaryPrimitives.ReadInt16BigEndian(sample) : BinaryPrimitives.ReadInt16LittleEndian(sample)) / 32768f,
        3 => (bigEndian ? (sample[0] << 24) | (sample[1] << 16) | (sample[2] << 8)
            : (sample[2] << 24) | (sample[1] << 16) | (sample[0] << 8)) / 2147483648f,
        _ => (bigEndian ? BinaryPrimitives.ReadInt32BigEndian(sample) : BinaryPrimitives.ReadInt32LittleEndian(sample)) / 2147483648f,
    };
}
