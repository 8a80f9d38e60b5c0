namespace Speech.Sdk.Audio.Matroska;

/// <summary>Tells from the first bytes of a Matroska or WebM file whether its sound is decoded here.</summary>
internal static class MatroskaStart
{
    /// <summary>The first track of sound, if it is of a codec that is decoded here, and listed as near to the beginning as all writers do.</summary>
    public static MatroskaTrack? TrackOf(ReadOnlySpan<byte> start)
    {
        bool first = true;
        while (EbmlElement.TryRead(start, out EbmlElement element) && (element.Id == EbmlElement.Ebml || !first))
        {
            first = false;
            start = start[element.HeaderLength..];
            if (element.Id == EbmlElement.Segment)
                continue;
            if (element.Length is not long length || length > start.Length)
                return null;
            if (element.Id == EbmlElement.Tracks)
                return MatroskaTrack.Find(start[..(int)length]);
            start = start[(int)length..];
        }

        return null;
    }
}
