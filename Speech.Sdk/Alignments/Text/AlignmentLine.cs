namespace Speech.Sdk.Alignments.Text;

/// <summary>A line of a text.</summary>
internal sealed record AlignmentLine(string Text, IReadOnlyList<AlignmentWord> Words);

/// <summary>A word of a line, as it was written.</summary>
internal sealed record AlignmentWord(string Text, IReadOnlyList<AlignmentPiece> Pieces)
{
    /// <summary>Whether it has labels; punctuation that stands alone has none.</summary>
    public bool IsSpoken => Pieces.Any(piece => piece.Labels > 0);
}

/// <summary>A part of a word.</summary>
/// <param name="Text">The part as it was written.</param>
/// <param name="First">Its first label.</param>
/// <param name="Labels">How many labels it has; none if it is not spoken.</param>
/// <param name="IsWildcard">Whether its label stands for any sound.</param>
internal readonly record struct AlignmentPiece(string Text, int First, int Labels, bool IsWildcard);
