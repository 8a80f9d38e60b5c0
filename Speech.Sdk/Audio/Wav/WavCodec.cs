namespace Speech.Sdk.Audio.Wav;

/// <summary>Decodes blocks of bytes, one frame each or many, to interleaved float32 samples.</summary>
internal abstract class WavCodec
{
    /// <summary>Bytes that belong together.</summary>
    public abstract int BlockBytes { get; }

    /// <summary>Frames that a block holds.</summary>
    public virtual int BlockFrames => 1;

    /// <summary>Decodes whole blocks.</summary>
    public abstract void Decode(ReadOnlySpan<byte> blocks, Span<float> samples);

    /// <summary>The codec of a format, or null if there is none here.</summary>
    public static WavCodec? For(WavFormat format, AudioInput input) => format switch
    {
        { Tag: WavFormat.Pcm, Bits: > 0 and <= 32 } => new PcmCodec(format.Channels, (format.Bits + 7) / 8, format.BigEndian),
        { Tag: WavFormat.Float, Bits: 32 or 64 } => new FloatCodec(format.Channels, format.Bits / 8, format.BigEndian),
        { Tag: WavFormat.ALaw or WavFormat.MuLaw } => new G711Codec(format.Channels, format.Tag == WavFormat.ALaw),
        { Tag: WavFormat.ImaAdpcm, Bits: 4 } => ImaAdpcmCodec.Create(format, input),
        { Tag: WavFormat.MsAdpcm, Bits: 4 } => MsAdpcmCodec.Create(format, input),
        _ => null,
    };
}
