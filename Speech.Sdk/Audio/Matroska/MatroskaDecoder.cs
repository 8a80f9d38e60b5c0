using Speech.Sdk.Audio.Packets;

namespace Speech.Sdk.Audio.Matroska;

/// <summary>Decodes the Opus or Vorbis of a Matroska or WebM file (RFC 9559), a block at a time: browsers record so.</summary>
internal sealed class MatroskaDecoder : AudioDecoder
{
    private const string Container = "Matroska";

    private readonly AudioInput _input;
    private readonly MatroskaReader _reader;
    private readonly PacketFrames _frames;
    private MatroskaTrack _track;
    private IPacketDecoder _decoder;
    private long _toSkip;
    private int _brokenBlocks;
    private bool _ended;

    /// <param name="input">The recording, standing at its beginning.</param>
    /// <param name="track">What its beginning tells of it.</param>
    public MatroskaDecoder(AudioInput input, MatroskaTrack track)
    {
        _input = input;
        _reader = new MatroskaReader(input);
        _track = track;
        _decoder = Open(track);
        Format = PacketDecoder.FormatIn(Container, _decoder);
        _frames = new PacketFrames(Format.Channels);
    }

    public override AudioFormat Format { get; }

    public override ReadOnlySpan<float> ReadBlock()
    {
        ReadOnlySpan<float> block = default;
        while (block.IsEmpty && !_ended)
        {
            if (!_reader.TryNext(out uint id))
                End();
            else if (id == EbmlElement.Tracks)
                Begin(MatroskaTrack.Find(_reader.Contents));
            else
                block = Decode(id == EbmlElement.SimpleBlock ? MatroskaBlock.Read(_reader.Contents) : MatroskaBlock.ReadGroup(_reader.Contents));
        }

        return block;
    }

    public override void Dispose()
    {
        _decoder.Dispose();
        _input.Dispose();
    }

    private ReadOnlySpan<float> Decode(MatroskaBlock block)
    {
        if (block.Packets is null)
            _brokenBlocks++;
        if (block.Packets is null || block.Track != _track.Number)
            return default;
        _frames.Clear();
        foreach (byte[] packet in block.Packets)
            _frames.Append(_decoder, packet);

        int padding = (int)Math.Clamp(Math.Round(block.Padding * (Format.SampleRate / 1e9)), -_frames.Count, _frames.Count);
        int from = (int)Math.Min(Math.Max(_toSkip, -padding), _frames.Count);
        _toSkip = Math.Max(0, _toSkip - _frames.Count);
        return _frames.Slice(from..Math.Max(from, _frames.Count - Math.Max(0, padding)));
    }

    /// <summary>Takes the tracks, which a file made of several has several times.</summary>
    private void Begin(MatroskaTrack? track)
    {
        if (track?.Codec != _track.Codec)
            throw _input.Error($"{Format.Codec} that goes on with something else; convert it to WAV, FLAC or MP3.");
        _track = track;
        _decoder.Dispose();
        _decoder = Open(track);
        if (PacketDecoder.FormatIn(Container, _decoder) != Format)
            throw _input.Error($"{Format.Codec} that goes on with another rate or number of channels; convert it to WAV, FLAC or MP3.");
    }

    private IPacketDecoder Open(MatroskaTrack track)
    {
        IPacketDecoder decoder = PacketDecoder.Open(_input, Container, track.Codec, track.Headers);
        _toSkip = decoder.PreSkip;
        return decoder;
    }

    private void End()
    {
        _ended = true;
        foreach (string warning in PacketDecoder.Damage("element of Matroska", _reader.Junk, 0, _frames.Broken + _brokenBlocks, _reader.CutOff))
            Warn(warning);
    }
}
