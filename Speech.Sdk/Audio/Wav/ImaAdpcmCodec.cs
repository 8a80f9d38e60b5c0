using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Wav;

/// <summary>
/// IMA ADPCM in WAV (IMA Digital Audio Focus and Technical Working Group, 1992): a block begins with one sample and one step
/// index a channel; words of four bytes, eight differences each with the low nibble first, alternate between the channels.
/// </summary>
internal sealed class ImaAdpcmCodec : WavCodec
{
    private static readonly int[] Steps =
    [
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143,
        157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552,
        1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487,
        12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
    ];

    private static readonly int[] IndexChanges = [-1, -1, -1, -1, 2, 4, 6, 8];

    private readonly int _channels;

    private ImaAdpcmCodec(int channels, int blockBytes)
    {
        _channels = channels;
        BlockBytes = blockBytes;
        BlockFrames = (((blockBytes / channels) - 4) / 4 * 8) + 1;
    }

    public override int BlockBytes { get; }

    public override int BlockFrames { get; }

    public static ImaAdpcmCodec Create(WavFormat format, AudioInput input) => format.BlockAlign >= 4 * format.Channels
        ? new ImaAdpcmCodec(format.Channels, format.BlockAlign)
        : throw input.Error($"WAV with IMA ADPCM blocks of {format.BlockAlign} bytes for {format.Channels} channels; export the recording again.");

    public override void Decode(ReadOnlySpan<byte> blocks, Span<float> samples)
    {
        for (; !blocks.IsEmpty; blocks = blocks[BlockBytes..], samples = samples[(BlockFrames * _channels)..])
        {
            for (int channel = 0; channel < _channels; channel++)
                DecodeChannel(blocks[..BlockBytes], channel, samples);
        }
    }

    private void DecodeChannel(ReadOnlySpan<byte> block, int channel, Span<float> samples)
    {
        int value = BinaryPrimitives.ReadInt16LittleEndian(block[(4 * channel)..]);
        int index = Math.Min((int)block[(4 * channel) + 2], Steps.Length - 1);
        samples[channel] = value / 32768f;
        for (int frame = 1; frame < BlockFrames; frame++)
        {
            int word = (frame - 1) / 8, nibble = (frame - 1) % 8;
            int at = (4 * _channels * (word + 1)) + (4 * channel) + (nibble / 2);
            int code = (block[at] >> (4 * (nibble & 1))) & 15;

            // (code + 1/2) * step / 4, as the standard computes it: by shifts that each drop their remainder.
            int step = Steps[index];
            int difference = step >> 3;
            difference += (code & 4) != 0 ? step : 0;
            difference += (code & 2) != 0 ? step >> 1 : 0;
            difference += (code & 1) != 0 ? step >> 2 : 0;
            value = Math.Clamp((code & 8) != 0 ? value - difference : value + difference, short.MinValue, short.MaxValue);
            index = Math.Clamp(index + IndexChanges[code & 7], 0, Steps.Length - 1);
            samples[(frame * _channels) + channel] = value / 32768f;
        }
    }
}
