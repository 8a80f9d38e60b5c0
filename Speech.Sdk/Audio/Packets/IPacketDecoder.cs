namespace Speech.Sdk.Audio.Packets;

/// <summary>A codec that turns the packets of one logical stream, but for its headers, into frames.</summary>
internal interface IPacketDecoder : IDisposable
{
    AudioFormat Format { get; }

    /// <summary>Frames at the beginning that are not the recording's.</summary>
    int PreSkip { get; }

    /// <summary>By how many frames what was given is ahead of the position that the file's pages count.</summary>
    int Ahead { get; }

    /// <summary>How many frames the packet will give; null if it is broken.</summary>
    int? FramesOf(ReadOnlySpan<byte> packet);

    /// <summary>Decodes a packet to interleaved float32 of that many frames.</summary>
    void Decode(byte[] packet, Span<float> samples);
}
