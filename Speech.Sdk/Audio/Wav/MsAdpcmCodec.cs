using System.Buffers.Binary;

namespace Speech.Sdk.Audio.Wav;

/// <summary>
/// Microsoft ADPCM (Microsoft, "New Multimedia Data Types and Data Techniques", 1994): a sample is predicted from the two before
/// by one of the fmt chunk's pairs of coefficients; a nibble, the high one first, scales an adapting step to correct it.
/// </summary>
internal sealed class MsAdpcmCodec : WavCodec
{
    private static readonly int[] StepChanges = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];

    private readonly int _channels;
    private readonly (int First, int Second)[] _coefficients;
    private readonly ChannelState[] _states;

    private MsAdpcmCodec(int channels, int blockBytes, (int First, int Second)[] coefficients)
    {
        _channels = channels;
        _coefficients = coefficients;
        _states = new ChannelState[channels];
        BlockBytes = blockBytes;
        BlockFrames = ((blockBytes - (7 * channels)) * 2 / channels) + 2;
    }

    public override int BlockBytes { get; }

    public override int BlockFrames { get; }

    public static MsAdpcmCodec Create(WavFormat format, AudioInput input)
    {
        if (format.BlockAlign < 7 * format.Channels)
            throw input.Error($"WAV with MS ADPCM blocks of {format.BlockAlign} bytes for {format.Channels} channels; export the recording again.");
        ReadOnlySpan<byte> extra = format.Extra;
        int count = extra.Length >= 4 ? BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]) : 0;
        if (count == 0 || extra.Length < 4 + (4 * count))
            throw input.Error("WAV with MS ADPCM but without its coefficients; export the recording again.");

        var coefficients = new (int, int)[count];
        for (int i = 0; i < count; i++)
        {
            coefficients[i] = (
                BinaryPrimitives.ReadInt16LittleEndian(extra[(4 + (4 * i))..]), BinaryPrimitives.ReadInt16LittleEndian(extra[(6 + (4 * i))..]));
        }

        return new MsAdpcmCodec(format.Channels, format.BlockAlign, coefficients);
    }

    public override void Decode(ReadOnlySpan<byte> blocks, Span<float> samples)
    {
        for (; !blocks.IsEmpty; blocks = blocks[BlockBytes..], samples = samples[(BlockFrames * _channels)..])
            DecodeBlock(blocks[..BlockBytes], samples);
    }

    private void DecodeBlock(ReadOnlySpan<byte> block, Span<float> samples)
    {
        for (int channel = 0; channel < _channels; channel++)
        {
            ReadOnlySpan<byte> words = block[(_channels + (2 * channel))..];
            ref ChannelState state = ref _states[channel];
            state.Coefficients = _coefficients[Math.Min((int)block[channel], _coefficients.Length - 1)];
            state.Step = BinaryPrimitives.ReadInt16LittleEndian(words);
            state.Last = BinaryPrimitives.ReadInt16LittleEndian(words[(2 * _channels)..]);
            state.BeforeLast = BinaryPrimitives.ReadInt16LittleEndian(words[(4 * _channels)..]);
            samples[channel] = state.BeforeLast / 32768f;
            samples[_channels + channel] = state.Last / 32768f;
        }

        for (int i = 0; i < (BlockFrames - 2) * _channels; i++)
        {
            int code = (block[(7 * _channels) + (i / 2)] >> (4 * (1 - (i & 1)))) & 15;
            samples[(2 * _channels) + i] = _states[i % _channels].Next(code) / 32768f;
        }
    }

    private struct ChannelState
    {
        public (int First, int Second) Coefficients;
        public int Step;
        public int Last;
        public int BeforeLast;

        public int Next(int code)
        {
            int predicted = ((Last * Coefficients.First) + (BeforeLast * Coefficients.Second)) / 256;
            int corrected = predicted + ((code < 8 ? code : code - 16) * Step);
            BeforeLast = Last;
            Last = Math.Clamp(corrected, short.MinValue, short.MaxValue);
            Step = Math.Clamp((StepChanges[code] * Step) >> 8, 16, int.MaxValue / 1024);
            return Last;
        }
    }
}
