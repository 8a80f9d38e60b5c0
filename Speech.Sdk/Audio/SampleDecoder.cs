using System.Numerics.Tensors;

namespace Speech.Sdk.Audio;

/// <summary>Samples that are in memory already: float32 as they are, 16-bit integers divided by 32768.</summary>
internal sealed class SampleDecoder : AudioDecoder
{
    private const int BlockFrames = 1 << 14;

    private readonly ReadOnlyMemory<float> _floats;
    private readonly ReadOnlyMemory<short> _shorts;
    private readonly float[] _block;
    private int _position;

    public SampleDecoder(ReadOnlyMemory<float> samples, int sampleRate, int channels)
    {
        _floats = samples;
        _block = [];
        Format = new AudioFormat("float32 samples", sampleRate, channels);
    }

    public SampleDecoder(ReadOnlyMemory<short> samples, int sampleRate, int channels)
    {
        _shorts = samples;
        _block = new float[Math.Min(samples.Length, BlockFrames * channels)];
        Format = new AudioFormat("16-bit samples", sampleRate, channels);
    }

    public override AudioFormat Format { get; }

    public override long? Frames => Length / Format.Channels;

    private int Length => Math.Max(_floats.Length, _shorts.Length);

    public override ReadOnlySpan<float> ReadBlock()
    {
        int start = _position;
        int count = Math.Min(Length - start, BlockFrames * Format.Channels);
        _position += count;
        if (_floats.Length > 0)
            return _floats.Span.Slice(start, count);

        TensorPrimitives.ConvertTruncating<short, float>(_shorts.Span.Slice(start, count), _block);
        TensorPrimitives.Multiply(_block.AsSpan(0, count), 1f / 32768, _block);
        return _block.AsSpan(0, count);
    }

    public override void Dispose()
    {
    }
}
