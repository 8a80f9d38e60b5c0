using System.Buffers;

namespace Speech.Sdk.Models.Whisper;

/// <summary>
/// The length that zlib 1.x compresses bytes to at its default level 6, without the compressed bytes: its search for matches
/// (RFC 1951, lazy evaluation, the limits of zlib's deflate) feeding <see cref="DeflateBlock"/>. Equal to zlib up to 64 KB, where
/// zlib moves its window; beyond, near it.
/// </summary>
internal static class ZlibLength
{
    private const int HeaderAndChecksum = 2 + 4;
    private const int MinMatch = 3;
    private const int MaxMatch = 258;
    private const int HashSize = 1 << 15;
    private const int MaxDistance = 32768 - MaxMatch - MinMatch - 1;

    // A match of three bytes from farther away costs more than three literals.
    private const int TooFar = 4096;

    // Level 6.
    private const int MaxLazy = 16;
    private const int GoodLength = 8;
    private const int NiceLength = 128;
    private const int MaxChain = 128;

    /// <summary>Bytes of the zlib stream, header and checksum included.</summary>
    public static int Of(ReadOnlySpan<byte> data)
    {
        int[] tables = ArrayPool<int>.Shared.Rent(HashSize + data.Length);
        Span<int> heads = tables.AsSpan(0, HashSize);
        heads.Clear();
        long bits = Bits(data, heads, tables.AsSpan(HashSize, data.Length));
        ArrayPool<int>.Shared.Return(tables);
        return HeaderAndChecksum + (int)((bits + 7) / 8);
    }

    private static long Bits(ReadOnlySpan<byte> data, Span<int> heads, Span<int> previous)
    {
        long bits = 0;
        int blockStart = 0;
        DeflateBlock block = new();
        int length = MinMatch - 1; // of the match that begins at the position before
        int start = 0;
        bool pending = false; // whether the byte before is still to be written
        int position = 0;
        while (position < data.Length)
        {
            int lastLength = length;
            int lastStart = start;
            length = MinMatch - 1;
            int head = Insert(data, heads, previous, position);
            if (head > 0 && lastLength < MaxLazy && position - head <= MaxDistance)
            {
                length = LongestMatch(data, previous, position, head, lastLength, ref start);
                if (length == MinMatch && position - start > TooFar)
                    length = MinMatch - 1;
            }

            if (lastLength >= MinMatch && length <= lastLength)
            {
                block.AddMatch(lastLength, position - 1 - lastStart);
                for (int end = position + lastLength - 1; ++position < end;)
                    Insert(data, heads, previous, position);
                pending = false;
                length = MinMatch - 1;
            }
            else
            {
                if (pending)
                    block.AddLiteral(data[position - 1]);
                if (!block.IsFull)
                    position++;
                pending = true;
            }

            if (block.IsFull)
            {
                bits = block.Close(bits, position - blockStart);
                blockStart = position;
                block = new DeflateBlock();
                if (pending)
                    position++;
            }
        }

        if (pending)
            block.AddLiteral(data[^1]);
        return block.Close(bits, data.Length - blockStart);
    }

    // The position before of the same three bytes' hash; as in zlib 0 is none, so that nothing matches the first byte.
    private static int Insert(ReadOnlySpan<byte> data, Span<int> heads, Span<int> previous, int position)
    {
        if (position + MinMatch > data.Length)
            return 0;
        int hash = ((data[position] << 10) ^ (data[position + 1] << 5) ^ data[position + 2]) & (HashSize - 1);
        int head = heads[hash];
        previous[position] = head;
        heads[hash] = position;
        return head;
    }

    private static int LongestMatch(
        ReadOnlySpan<byte> data, ReadOnlySpan<int> previous, int position, int candidate, int best, ref int start)
    {
        ReadOnlySpan<byte> wanted = data.Slice(position, Math.Min(MaxMatch, data.Length - position));
        int nice = Math.Min(NiceLength, wanted.Length);
        int limit = Math.Max(0, position - MaxDistance);
        int chain = best >= GoodLength ? MaxChain / 4 : MaxChain;
        for (; chain > 0 && candidate > limit; chain--, candidate = previous[candidate])
        {
            int length = data[candidate..].CommonPrefixLength(wanted);
            if (length <= best)
                continue;
            start = candidate;
            best = length;
            if (length >= nice)
                break;
        }

        return Math.Min(best, wanted.Length);
    }
}
