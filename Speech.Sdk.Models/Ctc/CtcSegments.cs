using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Tokens.Ctc;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Ctc;

/// <summary>Cuts the words of a reading into segments: at pauses, and where speech without them is long at the longest ones there are.</summary>
internal sealed class CtcSegments(CtcHead head, FrameTimes times, bool wantsWords)
{
    private readonly CtcVocabulary _vocabulary = head.Vocabulary;

    /// <param name="readings">The readings of the whole recording, best first.</param>
    /// <param name="asOne">Whether all of it is one segment.</param>
    public IReadOnlyList<Segment> Cut(IReadOnlyList<CtcHypothesis> readings, bool asOne)
    {
        CtcWord[] words = [.. readings[0].Words];
        if (words.Length == 0)
            return [];
        Range[] parts = asOne ? [Range.All] : [.. new PauseCuts([.. words.Select(word => (times.Start(word.Start), times.End(word.End)))]).Parts()];
        IReadOnlyList<Alternative>[] alternatives = Alternatives(readings, words, parts);
        return [.. parts.Select((part, index) => Describe(words[part], alternatives[index]))];
    }

    private Segment Describe(CtcWord[] words, IReadOnlyList<Alternative> alternatives)
    {
        int[][] symbols = [.. words.Select(head.Tokens)];
        double count = symbols.Sum(ids => Math.Max(1, ids.Length));
        return new Segment
        {
            Start = times.Start(words[0].Start),
            End = times.End(words[^1].End),
            WindowStart = times.Start(words[0].Start),
            Text = Text(words),
            Tokens = Tokens(symbols),
            AverageLogProbability = words.Zip(symbols).Sum(word => Math.Max(1, word.Second.Length) * Math.Log(Math.Max(word.First.Confidence, double.Epsilon))) / count,
            Words = wantsWords ? [.. words.Select(word => new Word(_vocabulary.DelimiterText + word.Text, times.Start(word.Start), times.End(word.End), word.Confidence))] : [],
            Alternatives = alternatives,
        };
    }

    /// <summary>What each reading says between the pauses around each segment; the same text counts once.</summary>
    private List<Alternative>[] Alternatives(IReadOnlyList<CtcHypothesis> readings, CtcWord[] words, Range[] parts)
    {
        List<Alternative>[] segments = [.. parts.Select(_ => new List<Alternative>())];
        if (readings.Count == 1)
            return segments;
        foreach (CtcHypothesis reading in readings)
        {
            CtcWord[] said = [.. reading.Words];
            int end = 0;
            for (int index = 0; index < parts.Length; index++)
            {
                int first = end, border = index == parts.Length - 1 ? int.MaxValue : Border(parts[index].End.Value);
                while (end < said.Length && (said[end].Start + said[end].End) / 2 < border)
                    end++;
                Alternative alternative = Describe(reading, said[first..end]);
                if (segments[index].TrueForAll(other => other.Text != alternative.Text))
                    segments[index].Add(alternative);
            }
        }

        return segments;

        int Border(int word) => (words[word - 1].End + words[word].Start) / 2;
    }

    private Alternative Describe(CtcHypothesis reading, CtcWord[] words) => new(Text(words), reading.Score, Tokens([.. words.Select(head.Tokens)]))
    {
        AcousticScore = reading.AcousticScore,
        LanguageScore = reading.LanguageScore,
    };

    // The space before it parts it from the segment before.
    private string Text(IReadOnlyList<CtcWord> words) => words.Count == 0 ? "" :
        _vocabulary.DelimiterText + CtcText.CleanUp(_vocabulary, string.Join(_vocabulary.DelimiterText, words.Select(word => word.Text)));

    private int[] Tokens(int[][] words) => _vocabulary.Delimiter is { } between && !_vocabulary.IsPhonemes
        ? [.. words.SelectMany((ids, index) => index == 0 ? ids : [between, .. ids])]
        : [.. words.SelectMany(ids => ids)];
}
