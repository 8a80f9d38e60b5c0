using NVorbis;
using NVorbis.Contracts;

namespace Speech.Sdk.Audio.Packets;

/// <summary>The packets that NVorbis takes when it wants more.</summary>
internal sealed class VorbisPacketQueue : NVorbis.Contracts.IPacketProvider
{
    private readonly Queue<Packet> _packets = [];

    public bool CanSeek => false;

    public int StreamSerial => 0;

    public void Add(byte[] packet) => _packets.Enqueue(new Packet(packet));

    // The interface knows no nullable references; without a packet the stream is at its end.
    public IPacket GetNextPacket() => _packets.TryDequeue(out Packet? packet) ? packet : null!;

    public IPacket PeekNextPacket() => _packets.Peek();

    public long GetGranuleCount() => throw new NotSupportedException();

    public long SeekTo(long granulePos, int preRoll, GetPacketGranuleCount getPacketGranuleCount) => throw new NotSupportedException();

    private sealed class Packet(byte[] bytes) : DataPacket
    {
        private int _next;

        protected override int TotalBits => bytes.Length * 8;

        public override void Reset()
        {
            _next = 0;
            base.Reset();
        }

        protected override int ReadNextByte() => _next < bytes.Length ? bytes[_next++] : -1;
    }
}
