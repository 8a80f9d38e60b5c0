namespace Speech.Sdk.Audio.Packets;

/// <summary>The frames of some packets, one after the other.</summary>
internal sealed class PacketFrames(int channels)
{
    private float[] _samples = [];

    public int Count { get; private set; }

    /// <summary>Packets so far that could not be decoded.</summary>
    public int Broken { get; private set; }

    /// <summary>Forgets the frames.</summary>
    public void Clear() => Count = 0;

    /// <summary>Decodes a packet behind the frames that are there.</summary>
    public void Append(IPacketDecoder decoder, byte[] packet)
    {
        if (decoder.FramesOf(packet) is not int frames)
        {
            Broken++;
            return;
        }

        int start = Count * channels, length = frames * channels;
        if (_samples.Length < start + length)
            Array.Resize(ref _samples, 2 * (start + length));
        Span<float> samples = _samples.AsSpan(start, length);
        try
        {
            decoder.Decode(packet, samples);
        }
        catch (Exception cause) when (PacketDecoder.IsOfPacket(cause))
        {
            // Its time stays, so that what follows stays where it is.
            samples.Clear();
            Broken++;
        }

        Count += frames;
    }

    /// <summary>Some of the frames, interleaved.</summary>
    public ReadOnlySpan<float> Slice(Range frames)
    {
        (int start, int count) = frames.GetOffsetAndLength(Count);
        return _samples.AsSpan(start * channels, count * channels);
    }
}
