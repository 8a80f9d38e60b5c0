using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Wav;

/// <summary>IEEE floats of 4 or 8 bytes, kept beyond +-1.</summary>
internal sealed class FloatCodec(int channels, int bytes, bool bigEndian) : WavCodec
{
    public override int BlockBytes => channels * bytes;

    public override void Decode(ReadOnlySpan<byte> blocks, Span<float> samples)
    {
        for (int i = 0, at = 0; at < blocks.Length; i++, at += bytes)
            samples[i] = bytes == 4 ? Single(blocks[at..]) : (float)Double(blocks[at..]);
    }

    private float Single(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);

    private double Double(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}
