using Speech.Sdk.Audio.Packets;

namespace Speech.Sdk.Audio.Ogg;

/// <summary>Decodes the Opus or Vorbis of an Ogg file (RFC 3533), a page at a time.</summary>
internal sealed class OggDecoder : AudioDecoder
{
    /// <summary>More than pages hold; a file whose pages never say where they end is given in parts of so many.</summary>
    private const int MostFrames = 1 << 20;

    private const string Container = "Ogg";

    private readonly AudioInput _input;
    private readonly PacketCodec _codec;
    private readonly OggPacketReader _packets;
    private IPacketDecoder _decoder;
    private OggTimeline _timeline;
    private readonly PacketFrames _frames;
    private long _given;
    private long _missing;
    private bool _ended;

    public OggDecoder(AudioInput input, PacketCodec codec)
    {
        _input = input;
        _codec = codec;
        _packets = new OggPacketReader(input, codec);
        if (!_packets.TryNext(out OggPacket head))
            throw CutOff();
        (_decoder, _timeline) = Begin(head);
        Format = PacketDecoder.FormatIn(Container, _decoder);
        _frames = new PacketFrames(Format.Channels);
    }

    public override AudioFormat Format { get; }

    public override ReadOnlySpan<float> ReadBlock()
    {
        ReadOnlySpan<float> block = default;
        while (block.IsEmpty && !_ended)
            block = ReadPage();
        return block;
    }

    public override void Dispose()
    {
        _decoder.Dispose();
        _input.Dispose();
    }

    private ReadOnlySpan<float> ReadPage()
    {
        _frames.Clear();
        while (_packets.TryNext(out OggPacket packet))
        {
            if (packet.Begins)
            {
                Continue(packet);
                continue;
            }

            if (packet.AfterGap)
                _timeline.Lose();
            _frames.Append(_decoder, packet.Bytes);
            if (packet.Granule is long granule)
                return Give(_timeline.Take(_frames.Count, granule, _decoder.Ahead, packet.Ends));
            if (_frames.Count >= MostFrames)
                return Give(_timeline.Take(_frames.Count));
        }

        _ended = true;
        WarnOfDamage();
        return Give(_timeline.Take(_frames.Count));
    }

    private ReadOnlySpan<float> Give(Range frames)
    {
        _given += frames.End.Value - frames.Start.Value;
        return _frames.Slice(frames);
    }

    private void Continue(OggPacket head)
    {
        _missing += _timeline.Missing;
        _decoder.Dispose();
        (_decoder, _timeline) = Begin(head);
        if (PacketDecoder.FormatIn(Container, _decoder) != Format)
        {
            throw _input.Error(FormattableString.Invariant(
                $"{Format.Codec} that goes on with {_decoder.Format.SampleRate} Hz and {_decoder.Format.Channels} channels after {(double)_given / Format.SampleRate:0.000} s of {Format.SampleRate} Hz and {Format.Channels}; convert it to WAV, FLAC or MP3."));
        }
    }

    /// <summary>Takes the headers of a logical stream.</summary>
    private (IPacketDecoder Decoder, OggTimeline Timeline) Begin(OggPacket head)
    {
        List<byte[]> headers = [head.Bytes];
        while (headers.Count < PacketDecoder.HeadersOf(_codec))
            headers.Add(_packets.TryNext(out OggPacket header) && !header.Begins ? header.Bytes : throw CutOff());
        IPacketDecoder decoder = PacketDecoder.Open(_input, Container, _codec, headers);
        return (decoder, new OggTimeline(decoder.PreSkip));
    }

    private AudioFormatException CutOff() => _input.Error($"Ogg {_codec} cut off within its headers; copy or export the recording again.");

    private void WarnOfDamage()
    {
        _missing += _timeline.Missing;
        foreach (string warning in PacketDecoder.Damage("whole page of Ogg", _packets.Junk, (double)_missing / Format.SampleRate, _frames.Broken, _packets.CutOff))
            Warn(warning);
    }
}
