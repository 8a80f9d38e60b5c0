namespace Speech.Sdk.Audio.Wav;

/// <summary>Decodes the samples of a WAV, or of headerless PCM, block by block as they arrive.</summary>
internal sealed class WavDecoder : AudioDecoder
{
    private const int ReadBytes = 1 << 15;

    private readonly AudioInput _input;
    private readonly WavCodec _codec;
    private readonly byte[] _bytes;
    private readonly float[] _samples;
    private readonly long? _dataLength;
    private readonly long? _maxFrames;
    private long _taken;
    private long _given;
    private bool _ended;

    private WavDecoder(AudioInput input, WavCodec codec, AudioFormat format, long? dataLength, long? factFrames)
    {
        _input = input;
        _codec = codec;
        _dataLength = dataLength;
        Format = format;
        int blocks = Math.Max(1, ReadBytes / codec.BlockBytes);
        _bytes = new byte[blocks * codec.BlockBytes];
        _samples = new float[blocks * codec.BlockFrames * format.Channels];

        // Block codecs fill their last block up; the fact chunk says how much of it is sound.
        if (codec.BlockFrames > 1 && dataLength / codec.BlockBytes * codec.BlockFrames is long whole
            && factFrames <= whole && factFrames > whole - codec.BlockFrames)
        {
            _maxFrames = factFrames;
        }

        if (input.Remaining is long remaining)
            Frames = _maxFrames ?? Math.Min(remaining, dataLength ?? remaining) / codec.BlockBytes * codec.BlockFrames;
    }

    public override AudioFormat Format { get; }

    public override long? Frames { get; }

    /// <summary>Opens the samples behind a header; null if the encoding is none of those decoded here.</summary>
    public static WavDecoder? TryOpen(AudioInput input, WavHeader header) => WavCodec.For(header.Format, input) is not { } codec
        ? null
        : new WavDecoder(
            input, codec, new AudioFormat(header.Format.Codec, header.Format.SampleRate, header.Format.Channels), header.DataLength, header.FactFrames);

    /// <summary>Opens 16-bit little endian samples without a header.</summary>
    public static WavDecoder OpenRaw(AudioInput input, int sampleRate, int channels) =>
        new(input, new PcmCodec(channels, 2, bigEndian: false), new AudioFormat("raw PCM s16", sampleRate, channels), null, null);

    public override ReadOnlySpan<float> ReadBlock()
    {
        int wanted = _ended ? 0 : (int)Math.Min(_bytes.Length, (_dataLength ?? long.MaxValue) - _taken);
        int read = _input.Read(_bytes.AsSpan(0, wanted));
        _taken += read;
        _ended = read < _bytes.Length;
        int blocks = read / _codec.BlockBytes;
        if (read < wanted && _dataLength is long claimed)
            Warn(FormattableString.Invariant($"cut off: the header promises {claimed} bytes of samples, the file has {_taken}; what is there was read."));
        else if (read % _codec.BlockBytes != 0)
            Warn("the samples end within a frame; its whole frames were read.");

        int frames = (int)Math.Min(blocks * _codec.BlockFrames, (_maxFrames ?? long.MaxValue) - _given);
        _codec.Decode(_bytes.AsSpan(0, blocks * _codec.BlockBytes), _samples.AsSpan(0, blocks * _codec.BlockFrames * Format.Channels));
        _given += frames;
        return _samples.AsSpan(0, frames * Format.Channels);
    }

    public override void Dispose() => _input.Dispose();
}
