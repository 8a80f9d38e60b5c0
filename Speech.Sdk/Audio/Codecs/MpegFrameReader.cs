namespace Speech.Sdk.Audio.Codecs;

/// <summary>Takes the frames of MPEG audio one by one, past tags and junk.</summary>
internal sealed class MpegFrameReader(AudioInput input, MpegFrameHeader first)
{
    private bool _inStep;

    /// <summary>Bytes between frames that were neither frames nor tags.</summary>
    public long Junk { get; private set; }

    /// <summary>True if the stream ended within a frame.</summary>
    public bool CutOff { get; private set; }

    /// <summary>Where the first frame lies; frames must follow each other, so that a chance pattern is not taken for one.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bytes, out int offset, out MpegFrameHeader header)
    {
        const int Enough = 3;
        header = default;
        for (offset = 0; offset + MpegFrameHeader.Length <= bytes.Length; offset++)
        {
            if (!MpegFrameHeader.TryParse(bytes[offset..], out header))
                continue;
            int frames = 1, at = offset + header.FrameLength;
            while (frames < Enough && at < bytes.Length && MpegFrameHeader.TryParse(bytes[at..], out MpegFrameHeader next) && header.Fits(next))
            {
                frames++;
                at += next.FrameLength;
            }

            // A very short recording has fewer, but begins with one and ends where one ends.
            if (frames == Enough || (offset == 0 && at >= bytes.Length))
                return true;
        }

        return false;
    }

    /// <summary>The next frame's bytes without taking them; empty at the end.</summary>
    public ReadOnlySpan<byte> Next(out MpegFrameHeader header)
    {
        while (true)
        {
            ReadOnlySpan<byte> start = input.Peek(10);
            header = default;
            if (start.Length < MpegFrameHeader.Length)
                return default;
            if (MpegFrameHeader.TryParse(start, out header) && header.Fits(first))
            {
                ReadOnlySpan<byte> bytes = input.Peek(header.FrameLength + MpegFrameHeader.Length);
                if (bytes.Length < header.FrameLength)
                {
                    CutOff = true;
                    return default;
                }

                ReadOnlySpan<byte> after = bytes[header.FrameLength..];
                if (_inStep || after.IsEmpty || (MpegFrameHeader.TryParse(after, out MpegFrameHeader next) && next.Fits(first)))
                {
                    _inStep = true;
                    return bytes[..header.FrameLength];
                }
            }

            _inStep = false;
            int tag = TagLength(start);
            Junk += tag == 0 ? 1 : 0;
            input.Skip(Math.Max(tag, 1));
        }
    }

    /// <summary>Bytes of the tag at the beginning, or 0: ID3v2, whose length is coded in sevens, or ID3v1.</summary>
    public static int TagLength(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("ID3"u8) && start.Length >= 10)
            return 10 + (start[6] << 21 | start[7] << 14 | start[8] << 7 | start[9]) + ((start[5] & 0x10) != 0 ? 10 : 0);
        return start.StartsWith("TAG"u8) ? 128 : 0;
    }
}
