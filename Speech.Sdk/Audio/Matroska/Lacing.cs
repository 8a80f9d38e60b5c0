namespace Speech.Sdk.Audio.Matroska;

/// <summary>Several packets in one block (RFC 9559, section 10.3).</summary>
internal static class Lacing
{
    private const int Xiph = 1, FixedSize = 2;

    /// <summary>Splits what follows a block's flags; null if the lengths are no such packets'.</summary>
    /// <param name="data">The packets, behind their number and their lengths.</param>
    /// <param name="kind">0: a single packet; 1: lengths as in Ogg; 2: equal ones; 3: differences of lengths.</param>
    public static byte[][]? Split(ReadOnlySpan<byte> data, int kind)
    {
        if (kind == 0)
            return [data.ToArray()];
        if (data.IsEmpty)
            return null;
        int count = data[0] + 1;
        data = data[1..];
        return kind switch
        {
            Xiph => SplitXiph(data, count),
            FixedSize => data.Length % count == 0 ? Cut(data, [.. Enumerable.Repeat((long)(data.Length / count), count - 1)]) : null,
            _ => SplitEbml(data, count),
        };
    }

    /// <summary>Splits packets whose lengths, but for the last one's, stand before them as bytes of 255 and one of fewer.</summary>
    public static byte[][]? SplitXiph(ReadOnlySpan<byte> data, int count)
    {
        List<long> lengths = [];
        while (lengths.Count < count - 1)
        {
            int end = data.IndexOfAnyExcept((byte)255);
            if (end < 0)
                return null;
            lengths.Add((255L * end) + data[end]);
            data = data[(end + 1)..];
        }

        return Cut(data, lengths);
    }

    private static byte[][]? SplitEbml(ReadOnlySpan<byte> data, int count)
    {
        List<long> lengths = [];
        while (lengths.Count < count - 1)
        {
            if (!EbmlElement.TryReadNumber(data, out long? number, out int length) || number is not long value)
                return null;

            // Differences are stored above the middle of what so many bytes can hold.
            long middle = (1L << ((7 * length) - 1)) - 1;
            lengths.Add(lengths.Count == 0 ? value : lengths[^1] + value - middle);
            data = data[length..];
        }

        return Cut(data, lengths);
    }

    private static byte[][]? Cut(ReadOnlySpan<byte> data, List<long> lengths)
    {
        List<byte[]> packets = [];
        foreach (long length in lengths)
        {
            if (length < 0 || length > data.Length)
                return null;
            packets.Add(data[..(int)length].ToArray());
            data = data[(int)length..];
        }

        return [.. packets, data.ToArray()];
    }
}
