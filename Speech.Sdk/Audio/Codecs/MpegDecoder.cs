namespace Speech.Sdk.Audio.Codecs;

/// <summary>
/// Decodes MPEG audio, mostly MP3, in pieces. A frame leans on those before it: on the bytes they left over, and on the state
/// of the filters. So every piece begins with a few frames that were decoded before, whose samples are dropped.
/// </summary>
internal sealed class MpegDecoder : AudioDecoder
{
    private const int DefaultPieceFrames = 256;

    /// <summary>The last piece is never shorter, so that what is cut from its end lies within it: padding is below 4096 samples.</summary>
    private const int LastFrames = 8;

    /// <summary>How far back a frame's main data may begin, in bytes, and how many frames the filters remember at most.</summary>
    private const int Reservoir = 511, FilterFrames = 3;

    private readonly AudioInput _input;
    private readonly MpegFrameReader _frames;
    private readonly MpegFrameHeader _first;
    private readonly int _pieceFrames;
    private readonly GaplessInfo _gapless;
    private readonly List<Frame> _queue = [];
    private byte[] _bytes = new byte[1 << 16];
    private float[] _samples = [];
    private int _warmUp;
    private long _taken;
    private long _toSkip;
    private bool _ended;

    /// <summary>Opens a stream whose first frame lies <paramref name="offset"/> bytes ahead.</summary>
    public MpegDecoder(AudioInput input, int offset, MpegFrameHeader first, int pieceFrames = DefaultPieceFrames)
    {
        _input = input;
        _first = first;
        _pieceFrames = pieceFrames;
        if (offset > 0)
        {
            input.Skip(offset);
            Warn($"{offset} bytes before the first frame are neither MP3 nor a tag; they were left out.");
        }

        _frames = new MpegFrameReader(input, first);
        ReadOnlySpan<byte> frame = _frames.Next(out MpegFrameHeader header);
        GaplessInfo? gapless = frame.IsEmpty ? null : GaplessInfo.Read(frame, header);
        if (gapless is not null)
            input.Skip(frame.Length);
        _gapless = gapless ?? new GaplessInfo(0, 0, 0);
        _toSkip = _gapless.SkipAtStart;
        Format = new AudioFormat(first.Layer == 3 ? "MP3" : $"MP{first.Layer}", first.SampleRate, first.Channels);
    }

    public override AudioFormat Format { get; }

    public override ReadOnlySpan<float> ReadBlock()
    {
        ReadOnlySpan<float> block;
        do
        {
            FillQueue();
            int frames = _queue.Count - _warmUp;
            if (frames == 0)
                return default;
            bool last = _ended;
            block = DecodePiece(last ? frames : _pieceFrames);
            if (last)
                block = WithoutPadding(block);
            int skip = (int)Math.Min(_toSkip * Format.Channels, block.Length);
            _toSkip -= skip / Format.Channels;
            block = block[skip..];
        }
        while (block.IsEmpty);
        return block;
    }

    public override void Dispose() => _input.Dispose();

    private void FillQueue()
    {
        while (!_ended && _queue.Count - _warmUp < _pieceFrames + LastFrames)
        {
            ReadOnlySpan<byte> frame = _frames.Next(out MpegFrameHeader header);
            if (frame.IsEmpty)
            {
                _ended = true;
                WarnOfDamage();
                break;
            }

            int start = _queue.Count == 0 ? 0 : _queue[^1].End;
            if (_bytes.Length < start + frame.Length)
                Array.Resize(ref _bytes, 2 * (start + frame.Length));
            frame.CopyTo(_bytes.AsSpan(start));
            _queue.Add(new Frame(start, start + frame.Length, Math.Max(0, frame.Length - header.MainDataStart)));
            _input.Skip(frame.Length);
            _taken++;
        }
    }

    private ReadOnlySpan<float> DecodePiece(int frames)
    {
        int end = _warmUp + frames;
        int wanted = frames * _first.Samples * Format.Channels;
        int count = AudioDecoderOperator.Decode(_bytes.AsMemory(0, _queue[end - 1].End), ref _samples, _input);
        if (count < wanted)
            PadFront(count, wanted);
        int from = Math.Max(0, count - wanted);
        KeepForNext(end);
        return _samples.AsSpan(from, wanted);
    }

    /// <summary>Frames that cannot be decoded, such as the first of a stream cut from a longer one, become silence: times stay right.</summary>
    private void PadFront(int count, int wanted)
    {
        if (_samples.Length < wanted)
            Array.Resize(ref _samples, wanted);
        _samples.AsSpan(0, count).CopyTo(_samples.AsSpan(wanted - count));
        _samples.AsSpan(0, wanted - count).Clear();
        Warn(FormattableString.Invariant(
            $"{(wanted - count) / Format.Channels} samples up to {(double)_taken * _first.Samples / _first.SampleRate:0.0} s could not be decoded; they are silent."));
    }

    private void KeepForNext(int end)
    {
        int keep = 0, mainData = 0;
        while (keep < end && mainData < Reservoir)
            mainData += _queue[end - ++keep].MainData;
        keep = Math.Min(end, keep + FilterFrames);

        int drop = end - keep, offset = _queue[drop].Start;
        _bytes.AsSpan(offset, _queue[^1].End - offset).CopyTo(_bytes);
        _queue.RemoveRange(0, drop);
        for (int i = 0; i < _queue.Count; i++)
            _queue[i] = new Frame(_queue[i].Start - offset, _queue[i].End - offset, _queue[i].MainData);
        _warmUp = keep;
    }

    private ReadOnlySpan<float> WithoutPadding(ReadOnlySpan<float> block)
    {
        // A stream that was cut has lost its padding with its end.
        bool whole = _gapless.Frames == 0 || _taken >= _gapless.Frames;
        return whole ? block[..Math.Max(0, block.Length - (_gapless.SkipAtEnd * Format.Channels))] : block;
    }

    private void WarnOfDamage()
    {
        if (_frames.Junk > 0)
            Warn($"{_frames.Junk} bytes between or after the frames are neither MP3 nor a tag; they were left out.");
        if (_gapless.Frames > _taken)
            Warn($"cut off: the header promises {_gapless.Frames} frames, the file has {_taken} whole ones; what is there was read.");
        else if (_frames.CutOff)
            Warn("the recording ends within a frame; its whole frames were read.");
    }

    private readonly record struct Frame(int Start, int End, int MainData);
}
