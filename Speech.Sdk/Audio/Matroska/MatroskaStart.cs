namespace Speech.Sdk.Audio.Matroska;

/// <summary>Tells from the beginning of a Matroska or WebM file whether its sound is decoded here; looks no further than it must, since a pipe may hold no more for now.</summary>
internal static class MatroskaStart
{
    /// <summary>The first track of sound, if it is of a codec that is decoded here, and listed as near to the beginning as all writers do.</summary>
    public static MatroskaTrack? TrackOf(AudioInput input)
    {
        int at = 0;
        while (EbmlElement.TryRead(Peek(input, at, EbmlElement.MaxHeader), out EbmlElement element) && (element.Id == EbmlElement.Ebml || at > 0))
        {
            at += element.HeaderLength;
            if (element.Id == EbmlElement.Segment)
                continue;
            if (element.Length is not long length || at + length > AudioInput.LookAhead)
                return null;
            if (element.Id == EbmlElement.Tracks)
                return MatroskaTrack.Find(Peek(input, at, (int)length));
            at += (int)length;
        }

        return null;
    }

    private static ReadOnlySpan<byte> Peek(AudioInput input, int at, int count)
    {
        ReadOnlySpan<byte> all = input.Peek(Math.Min(at + count, AudioInput.LookAhead));
        return all[Math.Min(at, all.Length)..];
    }
}
