namespace Speech.Sdk.Audio.Ogg;

/// <summary>Decodes the Opus or Vorbis of an Ogg file (RFC 3533), a page at a time.</summary>
internal sealed class OggDecoder : AudioDecoder
{
    private readonly AudioInput _input;
    private readonly OggCodec _codec;
    private readonly OggPacketReader _packets;
    private IOggPacketDecoder _decoder;
    private OggTimeline _timeline;
    private float[] _samples = [];
    private long _given;
    private long _missing;
    private int _broken;
    private bool _ended;

    public OggDecoder(AudioInput input, OggCodec codec)
    {
        _input = input;
        _codec = codec;
        _packets = new OggPacketReader(input, codec);
        if (!_packets.TryNext(out OggPacket head))
            throw CutOff();
        (_decoder, _timeline) = Begin(head);
        Format = _decoder.Format;
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
        int frames = 0;
        while (_packets.TryNext(out OggPacket packet))
        {
            if (packet.Begins)
            {
                Continue(packet);
                continue;
            }

            if (packet.AfterGap)
                _timeline.Lose();
            frames += Decode(packet, frames);
            if (packet.Granule is long granule)
                return Give(_timeline.Take(frames, granule, _decoder.Ahead, packet.Ends));
        }

        _ended = true;
        WarnOfDamage();
        return Give(_timeline.Take(frames));
    }

    /// <summary>Appends a packet's frames to those that are there already.</summary>
    private int Decode(OggPacket packet, int framesBefore)
    {
        if (_decoder.FramesOf(packet.Bytes) is not int frames)
        {
            _broken++;
            return 0;
        }

        int start = framesBefore * Format.Channels, length = frames * Format.Channels;
        if (_samples.Length < start + length)
            Array.Resize(ref _samples, 2 * (start + length));
        Span<float> samples = _samples.AsSpan(start, length);
        try
        {
            _decoder.Decode(packet.Bytes, samples);
        }
        catch (Exception cause) when (IsOfPacket(cause))
        {
            // Its time stays, so that what follows stays where it is.
            samples.Clear();
            _broken++;
        }

        return frames;
    }

    private ReadOnlySpan<float> Give(Range frames)
    {
        int start = frames.Start.Value * Format.Channels, end = frames.End.Value * Format.Channels;
        _given += frames.End.Value - frames.Start.Value;
        return _samples.AsSpan(start, end - start);
    }

    private void Continue(OggPacket head)
    {
        _missing += _timeline.Missing;
        _decoder.Dispose();
        (_decoder, _timeline) = Begin(head);
        if (_decoder.Format != Format)
        {
            throw _input.Error(FormattableString.Invariant(
                $"{Format.Codec} that goes on with {_decoder.Format.SampleRate} Hz and {_decoder.Format.Channels} channels after {(double)_given / Format.SampleRate:0.000} s of {Format.SampleRate} Hz and {Format.Channels}; convert it to WAV, FLAC or MP3."));
        }
    }

    /// <summary>Takes the headers of a logical stream.</summary>
    private (IOggPacketDecoder Decoder, OggTimeline Timeline) Begin(OggPacket head)
    {
        IOggPacketDecoder decoder = _codec == OggCodec.Opus ? BeginOpus(head) : BeginVorbis(head);
        return (decoder, new OggTimeline(decoder.PreSkip));
    }

    private OpusPackets BeginOpus(OggPacket head)
    {
        TakeHeader();
        return new OpusPackets(OpusHead.TryParse(head.Bytes)!);
    }

    private VorbisPackets BeginVorbis(OggPacket head)
    {
        TakeHeader();
        byte[] setup = TakeHeader();
        try
        {
            return new VorbisPackets(head.Bytes, setup);
        }
        catch (Exception cause) when (IsOfPacket(cause))
        {
            throw _input.Error($"Ogg Vorbis with headers that are broken ({cause.Message}); copy or export the recording again.", cause);
        }
    }

    private byte[] TakeHeader() => _packets.TryNext(out OggPacket header) && !header.Begins ? header.Bytes : throw CutOff();

    private AudioFormatException CutOff() => _input.Error($"Ogg {_codec} cut off within its headers; copy or export the recording again.");

    /// <summary>Whether the libraries say so of a packet: they have no error of their own.</summary>
    private static bool IsOfPacket(Exception exception) => exception is not (OutOfMemoryException or OperationCanceledException or AudioFormatException);

    private void WarnOfDamage()
    {
        _missing += _timeline.Missing;
        if (_packets.Junk > 0)
            Warn($"{_packets.Junk} bytes belong to no whole page of Ogg; they were left out.");
        if (_missing > 0)
            Warn(FormattableString.Invariant($"{(double)_missing / Format.SampleRate:0.000} s are missing; the times of what follows them are too early."));
        if (_broken > 0)
            Warn($"{_broken} packets could not be decoded.");
        if (_packets.CutOff)
            Warn("the recording has no end: it was cut off, or is still being written; what is there was read.");
    }
}
