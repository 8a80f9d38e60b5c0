namespace Speech.Sdk.Audio.Matroska;

/// <summary>
/// Takes the lists of tracks and the blocks of a Matroska or WebM file in their order. What holds them, segments and clusters of
/// known length or, from a browser, of none, is entered; everything else is passed over.
/// </summary>
internal sealed class MatroskaReader(AudioInput input)
{
    private const int MaxElement = 1 << 26;

    private byte[] _contents = [];
    private int _length;
    private long _end;

    /// <summary>The contents of the element that was taken.</summary>
    public ReadOnlySpan<byte> Contents => _contents.AsSpan(0, _length);

    /// <summary>Bytes that belong to no element.</summary>
    public long Junk { get; private set; }

    /// <summary>Whether the file ended within an element.</summary>
    public bool CutOff { get; private set; }

    /// <summary>Takes the next list of tracks, SimpleBlock or BlockGroup; false at the end.</summary>
    public bool TryNext(out uint id)
    {
        while (true)
        {
            ReadOnlySpan<byte> start = input.Peek(EbmlElement.MaxHeader);
            id = 0;
            if (start.IsEmpty)
            {
                CutOff |= input.Position < _end;
                return false;
            }

            bool known = EbmlElement.TryRead(start, out EbmlElement element);
            id = element.Id;
            if (known && id is EbmlElement.Segment or EbmlElement.Cluster)
            {
                input.Skip(element.HeaderLength);
                _end = Math.Max(_end, input.Position + element.Length.GetValueOrDefault());
            }
            else if (!known || element.Length is not long length)
            {
                SkipJunk();
            }
            else if (id is EbmlElement.Tracks or EbmlElement.SimpleBlock or EbmlElement.BlockGroup && length <= MaxElement)
            {
                input.Skip(element.HeaderLength);
                if (Take((int)length))
                    return true;
            }
            else
            {
                CutOff |= !input.Skip(element.HeaderLength + length);
            }
        }
    }

    private bool Take(int length)
    {
        // Grows with what is there: a length may claim anything.
        _length = 0;
        while (_length < length)
        {
            int step = Math.Min(length - _length, AudioInput.LookAhead);
            if (_contents.Length < _length + step)
                Array.Resize(ref _contents, 2 * (_length + step));
            int read = input.Read(_contents.AsSpan(_length, step));
            CutOff |= read < step;
            if (read == 0)
                return false;
            _length += read;
        }

        return true;
    }

    /// <summary>Goes on at the next cluster: only its mark is long enough not to be there by chance.</summary>
    private void SkipJunk()
    {
        input.Skip(1);
        Junk++;
        while (input.Peek(sizeof(uint)) is { Length: sizeof(uint) } next && !next.SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x43, 0xB6, 0x75]))
        {
            int step = next[1..].IndexOf((byte)0x1F);
            step = step < 0 ? next.Length : step + 1;
            input.Skip(step);
            Junk += step;
        }

        if (input.Peek(sizeof(uint)) is { Length: < sizeof(uint) } rest)
        {
            Junk += rest.Length;
            input.Skip(rest.Length);
        }
    }
}
