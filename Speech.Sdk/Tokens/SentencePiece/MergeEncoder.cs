using System.Buffers;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>
/// Byte-pair encoding over characters: of the neighbours that may be joined those of the lowest rank are, from left to right. Pieces that
/// are unused may come about on the way; in the end they are taken apart as they were joined.
/// </summary>
internal sealed class MergeEncoder(PieceVocabulary vocabulary, IMerges merges) : IPieceEncoder
{
    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> text, List<int> ids)
    {
        Symbol[] rented = ArrayPool<Symbol>.Shared.Rent(text.Length);
        Span<Symbol> symbols = rented.AsSpan(0, Split(text, rented));
        PriorityQueue<Candidate, (int Rank, int Left)> candidates = new();
        Dictionary<int, int> unusedLeftLengths = [];
        for (int i = 0; i + 1 < symbols.Length; i++)
            Consider(i, text, symbols, candidates, unusedLeftLengths);

        while (candidates.TryDequeue(out Candidate candidate, out _))
        {
            ref Symbol left = ref symbols[candidate.Left];
            int next = left.Next;

            // A candidate is of the past when one of its sides was joined to something else.
            if (left.Length == 0 || next != candidate.Right || left.Length + symbols[next].Length != candidate.Length)
                continue;
            left.Length = candidate.Length;
            left.Id = candidate.Id;
            left.Next = symbols[next].Next;
            if (left.Next >= 0)
                symbols[left.Next].Previous = candidate.Left;
            symbols[next].Length = 0;
            if (left.Previous >= 0)
                Consider(left.Previous, text, symbols, candidates, unusedLeftLengths);
            Consider(candidate.Left, text, symbols, candidates, unusedLeftLengths);
        }

        for (int i = 0; i >= 0; i = symbols[i].Next)
            Add(text.Slice(symbols[i].Start, symbols[i].Length), symbols[i].Id, unusedLeftLengths, ids);
        ArrayPool<Symbol>.Shared.Return(rented);
    }

    private int Split(ReadOnlySpan<byte> text, Span<Symbol> symbols)
    {
        int count = 0;
        for (int start = 0; start < text.Length; start += symbols[count++].Length)
        {
            int length = vocabulary.UserDefined.LongestPrefix(text[start..]);
            bool isWhole = length > 0;
            length = isWhole ? length : PieceVocabulary.CharacterLength(text[start..]);
            symbols[count] = new Symbol
            {
                Start = start,
                Length = length,
                Id = vocabulary.Text.Find(text.Slice(start, length)),
                IsWhole = isWhole,
                Previous = count - 1,
                Next = start + length < text.Length ? count + 1 : -1,
            };
        }

        return count;
    }

    private void Consider(
        int left, ReadOnlySpan<byte> text, ReadOnlySpan<Symbol> symbols, PriorityQueue<Candidate, (int Rank, int Left)> candidates, Dictionary<int, int> unusedLeftLengths)
    {
        ref readonly Symbol one = ref symbols[left];
        if (one.Next < 0 || one.IsWhole || symbols[one.Next].IsWhole)
            return;
        int length = one.Length + symbols[one.Next].Length;
        if (!merges.TryJoin(one.Id, symbols[one.Next].Id, text.Slice(one.Start, length), out int rank, out int id))
            return;
        candidates.Enqueue(new Candidate(left, one.Next, length, id), (rank, left));
        if (vocabulary[id].Kind == PieceKind.Unused)
            unusedLeftLengths[id] = one.Length;
    }

    private void Add(ReadOnlySpan<byte> piece, int id, Dictionary<int, int> unusedLeftLengths, List<int> ids)
    {
        if (id < 0)
        {
            vocabulary.AddUnknown(piece, ids);
        }
        else if (vocabulary[id].Kind == PieceKind.Unused && unusedLeftLengths.TryGetValue(id, out int left))
        {
            Add(piece[..left], vocabulary.Text.Find(piece[..left]), unusedLeftLengths, ids);
            Add(piece[left..], vocabulary.Text.Find(piece[left..]), unusedLeftLengths, ids);
        }
        else
        {
            ids.Add(id);
        }
    }

    private struct Symbol
    {
        public int Start;
        public int Length;
        public int Id;
        public bool IsWhole;
        public int Previous;
        public int Next;
    }

    private readonly record struct Candidate(int Left, int Right, int Length, int Id);
}
