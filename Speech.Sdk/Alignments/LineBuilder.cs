using Speech.Sdk.Alignments.Text;

namespace Speech.Sdk.Alignments;

/// <summary>Makes lines with times of the labels' frames.</summary>
/// <param name="spans">The frames of every label.</param>
/// <param name="time">The time that a frame begins at.</param>
internal sealed class LineBuilder(LabelSpan[] spans, Func<int, TimeSpan> time)
{
    // Where what was built last ends; what is not spoken stands there.
    private TimeSpan _end;

    public IReadOnlyList<AlignedLine> Build(IReadOnlyList<AlignmentLine> lines) => [.. lines.Select(Line)];

    private AlignedLine Line(AlignmentLine line)
    {
        // A dash that opens a line belongs to it and not to the line before.
        if (line.Words.FirstOrDefault(word => word.IsSpoken) is { } first)
            _end = Start(first);
        AlignedWord[] words = [.. line.Words.Select(Word)];
        return new AlignedLine(line.Text, words[0].Start, words[^1].End, words);
    }

    private AlignedWord Word(AlignmentWord word)
    {
        if (word.IsSpoken)
            _end = Start(word);
        TimeSpan start = _end;
        AlignedCharacter[] characters = [.. word.Pieces.Select(Character)];
        LabelSpan[] known = [.. word.Pieces.Where(piece => !piece.IsWildcard).SelectMany(piece => Labels(piece))];
        return new AlignedWord(word.Text, start, _end, Confidence(known), characters);
    }

    private AlignedCharacter Character(AlignmentPiece piece)
    {
        ArraySegment<LabelSpan> labels = Labels(piece);
        if (labels.Count == 0)
            return new AlignedCharacter(piece.Text, _end, _end, 0);
        _end = time(labels[^1].End);
        return new AlignedCharacter(piece.Text, time(labels[0].Start), _end, piece.IsWildcard ? 0 : Confidence(labels));
    }

    private TimeSpan Start(AlignmentWord word) => time(spans[word.Pieces.First(piece => piece.Labels > 0).First].Start);

    private ArraySegment<LabelSpan> Labels(AlignmentPiece piece) => new(spans, piece.First, piece.Labels);

    private static double Confidence(IReadOnlyCollection<LabelSpan> labels) => labels.Count == 0 ? 0 : Math.Exp(labels.Average(label => label.LogProbability));
}
