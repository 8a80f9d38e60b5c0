namespace Speech.Sdk.Audio.Wav;

/// <summary>A-law and mu-law (ITU-T G.711): a sign, three bits of exponent, four of mantissa; decoded to 16 bits.</summary>
internal sealed class G711Codec(int channels, bool aLaw) : WavCodec
{
    private static readonly float[] ALaw = Table(DecodeALaw), MuLaw = Table(DecodeMuLaw);

    public override int BlockBytes => channels;

    public override void Decode(ReadOnlySpan<byte> blocks, Span<float> samples)
    {
        float[] table = aLaw ? ALaw : MuLaw;
        for (int i = 0; i < blocks.Length; i++)
            samples[i] = table[blocks[i]];
    }

    private static int DecodeALaw(int code)
    {
        code ^= 0x55;
        int exponent = (code >> 4) & 7, mantissa = (code & 15) << 4;
        int value = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
        return (code & 0x80) != 0 ? value : -value;
    }

    private static int DecodeMuLaw(int code)
    {
        code = ~code;
        int value = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
        return (code & 0x80) != 0 ? -value : value;
    }

    private static float[] Table(Func<int, int> decode)
    {
        float[] table = new float[256];
        for (int code = 0; code < 256; code++)
            table[code] = decode(code) / 32768f;
        return table;
    }
}
