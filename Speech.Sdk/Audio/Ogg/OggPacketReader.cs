using System.Buffers;
using Speech.Sdk.Audio.Packets;

namespace Speech.Sdk.Audio.Ogg;

/// <summary>
/// Joins the segments of pages to packets: those of the first stream of a codec, and of the streams of that codec that follow
/// it in a file made of several (RFC 3533, section 4: chained). Streams beside it, such as pictures, are passed over.
/// </summary>
internal sealed class OggPacketReader(AudioInput input, PacketCodec codec)
{
    private const int MaxPacket = 1 << 26;

    /// <summary>The length of a segment that its packet's next one follows.</summary>
    private const byte Whole = 255;

    private readonly OggPageReader _pages = new(input);
    private readonly Queue<OggPacket> _ready = [];
    private readonly ArrayBufferWriter<byte> _partial = new();
    private uint _serial;
    private uint _sequence;
    private bool _open;
    private bool _amongFirst;
    private bool _gap;

    /// <summary>Bytes that belong to no whole page.</summary>
    public long Junk => _pages.Junk;

    /// <summary>Whether the file ended before the last page of a stream.</summary>
    public bool CutOff { get; private set; }

    /// <summary>The next packet; false at the end.</summary>
    public bool TryNext(out OggPacket packet)
    {
        while (!_ready.TryDequeue(out packet))
        {
            if (!_pages.TryNext(out OggPage page))
            {
                CutOff |= _open || _pages.CutOff;
                return false;
            }

            if (page.Begins)
                Begin(page);
            else if (_amongFirst && !_open)
                throw input.Error($"Ogg that goes on with something else than {codec}; convert it to WAV, FLAC or MP3.");
            _amongFirst = page.Begins;
            if (_open && page.Serial == _serial)
                Take(page);
        }

        return true;
    }

    /// <summary>The first pages of all streams of a file, or of a part of one, stand before their other pages.</summary>
    private void Begin(OggPage page)
    {
        if (!_amongFirst)
        {
            CutOff |= _open;
            _open = false;
        }

        if (_open || PacketDecoder.CodecOf(page.Body) != codec)
            return;
        _open = true;
        _gap = false;
        _serial = page.Serial;
        _sequence = page.Sequence;
        _partial.ResetWrittenCount();
    }

    private void Take(OggPage page)
    {
        bool missing = page.Sequence != _sequence || page.Continues != _partial.WrittenCount > 0;
        if (missing)
        {
            _gap = true;
            _partial.ResetWrittenCount();
        }

        _sequence = page.Sequence + 1;
        bool headless = missing && page.Continues;
        int last = page.Lacing.LastIndexOfAnyExcept(Whole), at = 0;
        for (int i = 0; i < page.Lacing.Length; i++)
        {
            int length = page.Lacing[i];
            if (!headless)
                Append(page.Body.Slice(at, length));
            at += length;
            if (length == Whole)
                continue;
            if (!headless)
                Enqueue(page, i == last);
            headless = false;
        }

        _open &= !page.Ends;
    }

    private void Append(ReadOnlySpan<byte> segment)
    {
        _partial.Write(segment);
        if (_partial.WrittenCount > MaxPacket)
            throw input.Error($"Ogg with a packet of more than {MaxPacket >> 20} MiB; copy or export the recording again.");
    }

    private void Enqueue(OggPage page, bool last)
    {
        _ready.Enqueue(new OggPacket(_partial.WrittenSpan.ToArray(), last && page.Granule >= 0 ? page.Granule : null, page.Begins, last && page.Ends, _gap));
        _gap = false;
        _partial.ResetWrittenCount();
    }
}
