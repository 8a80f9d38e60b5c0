using NVorbis;

namespace Speech.Sdk.Audio.Packets;

/// <summary>
/// Decodes Vorbis packets with NVorbis, which pulls packets: it is asked for exactly the frames that the packets it has will give.
/// </summary>
internal sealed class VorbisPackets : IPacketDecoder
{
    // What a stream says about itself is not needed, and may be long: a picture of the album.
    private static readonly byte[] NoComments = [.. "\u0003vorbis"u8, 0, 0, 0, 0, 0, 0, 0, 0, 1];

    private readonly VorbisHead _head;
    private readonly VorbisSetup _setup;
    private readonly StreamDecoder _decoder;
    private readonly VorbisPacketQueue _packets = new();
    private bool _started;

    /// <param name="head">The first packet.</param>
    /// <param name="setup">The third.</param>
    /// <exception cref="InvalidDataException">The headers are broken.</exception>
    /// <exception cref="EndOfStreamException">The last one is cut off.</exception>
    public VorbisPackets(byte[] head, byte[] setup)
    {
        _head = VorbisHead.TryParse(head) ?? throw new InvalidDataException("The first packet is no identification header.");
        _setup = VorbisSetup.Parse(setup, _head.Channels);
        foreach (byte[] header in (byte[][])[head, NoComments, setup])
            _packets.Add(header);

        // Values beyond +-1 are kept, as in every other recording.
        _decoder = new StreamDecoder(_packets) { ClipSamples = false };
    }

    public AudioFormat Format => new("Vorbis", _head.SampleRate, _head.Channels);

    public int PreSkip => 0;

    public int Ahead { get; private set; }

    public int? FramesOf(ReadOnlySpan<byte> packet)
    {
        if (Block.TryRead(packet, _head, _setup) is not { } block)
            return null;

        // The first block has nothing to overlap with, so that only what follows its middle without any overlap is sound.
        return _started ? block.Frames : block.Ahead;
    }

    public void Decode(byte[] packet, Span<float> samples)
    {
        _packets.Add(packet);
        Ahead = Block.TryRead(packet, _head, _setup)!.Value.Ahead;
        if (!_started)
        {
            _started = true;
            samples.Clear();
            return;
        }

        if (_decoder.Read(samples, 0, samples.Length) != samples.Length)
            throw new InvalidDataException("A packet gives fewer samples than it should.");
    }

    public void Dispose() => _decoder.Dispose();

    /// <summary>What a packet gives.</summary>
    /// <param name="Frames">From where its overlap with the block before begins to where that with the next one does.</param>
    /// <param name="Ahead">How many of them lie behind its middle, up to which positions are counted.</param>
    private readonly record struct Block(int Frames, int Ahead)
    {
        public static Block? TryRead(ReadOnlySpan<byte> packet, VorbisHead head, VorbisSetup setup)
        {
            const int Flags = 3;
            if (packet.Length * 8 < setup.ModeBits + Flags || (packet[0] & 1) != 0)
                return null;
            BitReader bits = new(packet);
            bits.Read(1);
            int mode = (int)bits.Read(setup.ModeBits);
            if (mode >= setup.LongModes.Count)
                return null;
            if (!setup.LongModes[mode])
                return new Block(head.ShortBlock / 2, 0);
            int before = bits.ReadFlag() ? head.LongBlock : head.ShortBlock, after = bits.ReadFlag() ? head.LongBlock : head.ShortBlock;
            return new Block((head.LongBlock / 2) + (before / 4) - (after / 4), (head.LongBlock / 4) - (after / 4));
        }
    }
}
