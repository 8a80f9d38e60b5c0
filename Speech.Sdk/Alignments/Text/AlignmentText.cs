using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Alignments.Text;

/// <summary>A text and the labels that stand for it, in the order in which they are spoken.</summary>
internal sealed class AlignmentText
{
    /// <summary>The label that stands for any sound; every other one is a symbol's id.</summary>
    public const int Wildcard = -1;

    private readonly List<int> _labels = [];
    private readonly List<AlignmentLine> _lines = [];

    /// <exception cref="InvalidOptionException">There is nothing in the text that the vocabulary could spell.</exception>
    public AlignmentText(string text, CtcVocabulary vocabulary, UntranscribedAudio untranscribed)
    {
        SymbolMatcher matcher = new(vocabulary);
        if (untranscribed != UntranscribedAudio.None)
            AddWildcard();
        bool isFirst = true;
        foreach (string line in text.Split(['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            List<AlignmentWord> words = [];
            foreach (string word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                SpelledPiece[] pieces = [.. matcher.Spell(word)];
                if (!isFirst && pieces.Any(piece => piece.IsWildcard || piece.Symbols.Count > 0))
                    AddBetween(!words.Any(spoken => spoken.IsSpoken) && untranscribed == UntranscribedAudio.BetweenLines, vocabulary.Delimiter);
                words.Add(new AlignmentWord(word, [.. pieces.Select(Add)]));
                isFirst &= !words[^1].IsSpoken;
            }

            if (words.Count > 0)
                _lines.Add(new AlignmentLine(line, words));
        }

        Require(text, vocabulary);
        if (untranscribed == UntranscribedAudio.None)
            return;
        int spoken = _labels.Count;
        AddWildcard();
        // A wildcard that is a word's as well must be there.
        HasOptionalFirst = !_lines.SelectMany(line => line.Words).First(word => word.IsSpoken).Pieces.Any(piece => piece is { Labels: > 0, First: 0 });
        HasOptionalLast = _labels.Count > spoken;
    }

    /// <summary>Whether the first label stands for sound that need not be there.</summary>
    public bool HasOptionalFirst { get; }

    /// <summary>Whether the last label stands for sound that need not be there.</summary>
    public bool HasOptionalLast { get; }

    /// <summary>The labels.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>The lines that are not blank.</summary>
    public IReadOnlyList<AlignmentLine> Lines => _lines;

    private AlignmentPiece Add(SpelledPiece piece)
    {
        int first = _labels.Count;
        if (piece.IsWildcard)
        {
            AddWildcard();
            return new AlignmentPiece(piece.Text, _labels.Count - 1, 1, IsWildcard: true);
        }

        _labels.AddRange(piece.Symbols);
        return new AlignmentPiece(piece.Text, first, piece.Symbols.Count, IsWildcard: false);
    }

    private void AddBetween(bool untranscribed, int? delimiter)
    {
        if (untranscribed)
            AddWildcard();
        else if (delimiter is { } between)
            _labels.Add(between);
    }

    // Two neighbours would have to share what one of them stands for.
    private void AddWildcard()
    {
        if (_labels.Count == 0 || _labels[^1] != Wildcard)
            _labels.Add(Wildcard);
    }

    private void Require(string text, CtcVocabulary vocabulary)
    {
        if (_lines.Count == 0)
            throw new InvalidOptionException("The text to align is empty; expected the words of the recording.");
        if (_lines.Any(line => line.Words.Any(word => word.Pieces.Any(piece => piece is { Labels: > 0, IsWildcard: false }))))
            return;
        string start = _lines[0].Text.Length > 40 ? _lines[0].Text[..40] + "…" : _lines[0].Text;
        string known = string.Join(' ', vocabulary.Symbols.Where((symbol, id) => symbol is not null && !vocabulary.IsSilent(id) && id != vocabulary.Delimiter).Take(40));
        throw new InvalidOptionException($"Nothing in the text to align ('{start}') can be spelled in the model's symbols ({known}); write it in the model's script, or choose a model of the text's language.");
    }
}
