using System.Buffers;
using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>Byte-pair encoding of one piece of text: of the pairs that can merge, the one of the lowest rank merges first.</summary>
internal sealed class BytePairEncoder(TokenTable tokens, MergeTable merges)
{
    private const int NoMerge = int.MaxValue;

    public void Encode(ReadOnlySpan<char> text, List<int> ids)
    {
        foreach (ReadOnlySpan<char> piece in new TextPieces(text))
        {
            byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(piece.Length));
            EncodePiece(utf8.AsSpan(0, Encoding.UTF8.GetBytes(piece, utf8)), ids);
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private void EncodePiece(ReadOnlySpan<byte> utf8, List<int> ids)
    {
        // parts[i] is a token so far, ranks[i] the rank of joining it with the next one.
        int[] rented = ArrayPool<int>.Shared.Rent(2 * utf8.Length);
        Span<int> parts = rented.AsSpan(0, utf8.Length);
        Span<int> ranks = rented.AsSpan(utf8.Length, utf8.Length);
        for (int i = 0; i < utf8.Length; i++)
            parts[i] = tokens.SingleByte(utf8[i]);
        for (int i = 0; i < parts.Length; i++)
            ranks[i] = RankAt(parts, i);

        while (parts.Length > 1)
        {
            int best = IndexOfLowest(ranks);
            if (ranks[best] == NoMerge)
                break;
            merges.TryFind(parts[best], parts[best + 1], out _, out parts[best]);
            parts[(best + 2)..].CopyTo(parts[(best + 1)..]);
            ranks[(best + 2)..].CopyTo(ranks[(best + 1)..]);
            parts = parts[..^1];
            ranks = ranks[..^1];
            ranks[best] = RankAt(parts, best);
            if (best > 0)
                ranks[best - 1] = RankAt(parts, best - 1);
        }

        ids.AddRange(parts);
        ArrayPool<int>.Shared.Return(rented);
    }

    private static int IndexOfLowest(ReadOnlySpan<int> ranks)
    {
        int best = 0;
        for (int i = 1; i < ranks.Length; i++)
        {
            if (ranks[i] < ranks[best])
                best = i;
        }

        return best;
    }

    private int RankAt(ReadOnlySpan<int> parts, int index) =>
        index + 1 < parts.Length && merges.TryFind(parts[index], parts[index + 1], out int rank, out _) ? rank : NoMerge;
}
