namespace Speech.Sdk.Audio.Ogg;

/// <summary>Takes the pages of an Ogg file one by one, past whatever lies between them.</summary>
internal sealed class OggPageReader(AudioInput input)
{
    private int _toSkip;
    private long _junkBeforeCut;

    /// <summary>Bytes that belong to no page that is there as a whole: damaged ones, and junk. A page that the end cuts off is none of it.</summary>
    public long Junk { get; private set; }

    /// <summary>Whether the file ended within a page.</summary>
    public bool CutOff { get; private set; }

    /// <summary>The next whole page, which stands until the next call; false at the end.</summary>
    public bool TryNext(out OggPage page)
    {
        input.Skip(_toSkip);
        _toSkip = 0;
        page = default;
        while (true)
        {
            ReadOnlySpan<byte> start = PeekPage();
            if (start.IsEmpty)
            {
                Junk = CutOff ? _junkBeforeCut : Junk;
                return false;
            }

            if (OggPage.TryParse(start, out page))
            {
                CutOff = false;
                _toSkip = page.Length;
                return true;
            }

            if (!CutOff && start.Length < OggPage.LengthOf(start))
            {
                // What looks like a page's beginning may be in the midst of junk, so the search goes on behind it.
                CutOff = true;
                _junkBeforeCut = Junk;
            }

            int next = start[1..].IndexOf((byte)'O');
            int junk = next < 0 ? start.Length : next + 1;
            Junk += junk;
            input.Skip(junk);
        }
    }

    /// <summary>As much as the page that may begin here has, asked for in steps: a pipe may hold no more for now.</summary>
    private ReadOnlySpan<byte> PeekPage()
    {
        int length = OggPage.HeaderLength;
        ReadOnlySpan<byte> start = input.Peek(length);
        while (start.Length == length && OggPage.LengthOf(start) > length)
        {
            length = OggPage.LengthOf(start);
            start = input.Peek(length);
        }

        return start;
    }
}
