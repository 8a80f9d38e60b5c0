using System.Buffers;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The pieces of the greatest joint probability (Viterbi). Scores are added in the library's precision, so that ties fall as its do.</summary>
internal sealed class UnigramEncoder : IPieceEncoder
{
    private const float UnknownPenalty = 10;

    private readonly PieceVocabulary _vocabulary;
    private readonly float _unknownScore;
    private readonly float _greatestScore;

    public UnigramEncoder(PieceVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        float least = float.MaxValue;

        // The library begins its search for the greatest score at the least number above 0.
        _greatestScore = 1.17549435e-38f;
        for (int id = 0; id < vocabulary.Count; id++)
        {
            if (!vocabulary.Contains(id) || vocabulary[id].Kind != PieceKind.Normal)
                continue;
            least = Math.Min(least, vocabulary[id].Score);
            _greatestScore = Math.Max(_greatestScore, vocabulary[id].Score);
        }

        _unknownScore = least - UnknownPenalty;
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> text, List<int> ids)
    {
        Step[] rented = ArrayPool<Step>.Shared.Rent(text.Length + 1);
        Span<Step> steps = rented.AsSpan(0, text.Length + 1);
        steps.Fill(new Step(-1, -1, 0, 0));
        for (int start = 0; start < text.Length; start += PieceVocabulary.CharacterLength(text[start..]))
            Extend(text, start, steps);
        Add(text, steps, ids);
        ArrayPool<Step>.Shared.Return(rented);
    }

    /// <summary>Tries every piece that begins at a place.</summary>
    private void Extend(ReadOnlySpan<byte> text, int start, Span<Step> steps)
    {
        PieceTrie trie = _vocabulary.Text;
        float before = steps[start].Score;
        int character = PieceVocabulary.CharacterLength(text[start..]);
        bool hasCharacter = false;
        int node = 0;
        for (int end = start + 1; end <= text.Length && trie.Step(ref node, text[end - 1]); end++)
        {
            int id = trie.IdAt(node);
            if (id < 0 || _vocabulary[id].Kind == PieceKind.Unused)
                continue;
            double score = _vocabulary[id].Kind == PieceKind.UserDefined
                ? ((end - start) * _greatestScore) - 0.1
                : _vocabulary[id].Score;
            Offer(ref steps[end], start, id, score + before);
            hasCharacter |= end - start == character;
        }

        if (!hasCharacter)
            Offer(ref steps[start + character], start, -1, _unknownScore + before);
    }

    private static void Offer(ref Step step, int start, int id, double score)
    {
        if (step.Start < 0 || score > step.Score)
            step = new Step(start, id, (float)score, 0);
    }

    private void Add(ReadOnlySpan<byte> text, Span<Step> steps, List<int> ids)
    {
        for (int place = text.Length; place > 0; place = steps[place].Start)
            steps[steps[place].Start].Next = place;
        int next;
        for (int place = 0; place < text.Length; place = next)
        {
            next = steps[place].Next;
            if (steps[next].Id >= 0)
                ids.Add(steps[next].Id);
            else
                _vocabulary.AddUnknown(text[place..next], ids);
        }
    }

    /// <summary>The best way to a place: where the piece that ends there begins, -1 where none is known, and what it is, -1 for a character that is none.</summary>
    private record struct Step(int Start, int Id, float Score, int Next);
}
