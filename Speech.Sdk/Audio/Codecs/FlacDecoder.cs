namespace Speech.Sdk.Audio.Codecs;

/// <summary>
/// Decodes FLAC in pieces of whole frames. Frames are told apart here, and each frame's checksum is verified, because the
/// decoder behind the operator leaves broken frames out without a word.
/// </summary>
internal sealed class FlacDecoder : AudioDecoder
{
    private const int DefaultPieceFrames = 1 << 17;
    private static readonly ushort[] Crc16 = MakeCrc16();

    private readonly AudioInput _input;
    private readonly FlacStreamInfo _info;
    private readonly int _headerLength;
    private readonly int _pieceFrames;

    // The header of every piece, the frames of this one, and what has been read beyond.
    private byte[] _bytes;
    private int _end;
    private int _next;
    private float[] _samples = [];
    private long _given;
    private bool _ended;

    public FlacDecoder(AudioInput input, int pieceFrames = DefaultPieceFrames)
    {
        _pieceFrames = pieceFrames;
        _input = input;
        _info = FlacStreamInfo.Read(input);
        _headerLength = _info.Header.Length;
        _bytes = new byte[AudioInput.LookAhead * 4];
        _info.Header.CopyTo(_bytes, 0);
        _end = _next = _headerLength;
        Format = new AudioFormat($"FLAC {_info.Bits} bit", _info.SampleRate, _info.Channels);

        // A header can claim anything; no more is believed than music at a hundredth of its size would hold.
        if (_info.Frames > 0 && input.Remaining is long remaining && _info.Frames / 100 * _info.Channels * _info.Bits / 8 <= remaining)
            Frames = _info.Frames;
    }

    public override AudioFormat Format { get; }

    public override long? Frames { get; }

    public override ReadOnlySpan<float> ReadBlock()
    {
        _bytes.AsSpan(_next, _end - _next).CopyTo(_bytes.AsSpan(_headerLength));
        _end -= _next - _headerLength;
        _next = _headerLength;

        int frames = 0;
        while (frames < _pieceFrames && !_ended && TakeFrame(frames, out int blockSize))
            frames += blockSize;
        if (frames == 0)
            return End();

        int count = AudioDecoderOperator.Decode(_bytes.AsMemory(0, _next), ref _samples, _input);
        if (count != frames * _info.Channels)
            throw Corrupt(_given);
        _given += frames;
        return _samples.AsSpan(0, count);
    }

    public override void Dispose() => _input.Dispose();

    private ReadOnlySpan<float> End() => _info.Frames == 0 || _given == _info.Frames ? default : throw _input.Error(FormattableString.Invariant(
        $"FLAC that holds {_given} samples where its header promises {_info.Frames}: cut off or joined; copy or export the recording again."));

    /// <summary>Finds the end of the frame at <see cref="_next"/>, proves its checksum and moves behind it; false at the end of the stream.</summary>
    private bool TakeFrame(int framesBefore, out int blockSize)
    {
        blockSize = 0;
        int start = _next;
        Have(start + FlacFrameHeader.MaxLength);
        if (start == _end || IsTag(_bytes.AsSpan(start, _end - start)))
        {
            _ended = true;
            return false;
        }

        if (!FlacFrameHeader.TryParse(_bytes.AsSpan(start, _end - start), out FlacFrameHeader header))
            throw Corrupt(_given + framesBefore);

        // The longest frame is one whose samples are stored as they are, with a bit more for a side channel.
        long longest = FlacFrameHeader.MaxLength + 2 + (_info.Channels * (8L + ((long)header.BlockSize * (_info.Bits + 1) / 8)));
        int crc = 0;
        for (int at = start; at - start <= longest; at++)
        {
            if (at + FlacFrameHeader.MaxLength > _end)
                Have(at + FlacFrameHeader.MaxLength);

            // The checksum of a frame and its checksum is zero; what follows must be a frame, a tag or nothing.
            if (crc == 0 && at > start + header.Length && IsBoundary(at))
            {
                blockSize = header.BlockSize;
                _next = at;
                return true;
            }

            if (at == _end)
                break;
            crc = (ushort)(crc << 8) ^ Crc16[(crc >> 8) ^ _bytes[at]];
        }

        throw Corrupt(_given + framesBefore);
    }

    private bool IsBoundary(int at) =>
        at == _end || FlacFrameHeader.TryParse(_bytes.AsSpan(at, _end - at), out _) || IsTag(_bytes.AsSpan(at, _end - at));

    private static bool IsTag(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("TAG"u8) || bytes.StartsWith("ID3"u8) || bytes.StartsWith("APETAGEX"u8);

    /// <summary>Reads on until there are bytes up to a position, or no more.</summary>
    private void Have(int position)
    {
        while (_end < position)
        {
            if (_bytes.Length - _end < AudioInput.LookAhead)
                Array.Resize(ref _bytes, _bytes.Length * 2);
            int read = _input.Read(_bytes.AsSpan(_end, AudioInput.LookAhead));
            if (read == 0)
                return;
            _end += read;
        }
    }

    private AudioFormatException Corrupt(long frame) => _input.Error(FormattableString.Invariant(
        $"FLAC that is corrupt or cut off at {(double)frame / _info.SampleRate:0.000} s (sample {frame}); copy or export the recording again."));

    private static ushort[] MakeCrc16()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < 256; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x8005 : crc << 1;
            table[i] = (ushort)crc;
        }

        return table;
    }
}
