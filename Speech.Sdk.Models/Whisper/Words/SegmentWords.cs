namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// Gives a window's segments their words and mends what attention gets wrong around pauses: words drawn out at the ends of
/// sentences and segments, segments whose time tokens say otherwise (openai-whisper, timing.py, add_word_timestamps).
/// </summary>
internal static class SegmentWords
{
    private const string SentenceEnds = ".。!！?？";
    private const double LongestMedian = 0.7;

    /// <summary>The segments with their words, and with the start and end that these give them.</summary>
    /// <param name="segments">A window's segments.</param>
    /// <param name="words">The words of all of them, from the window's beginning, as they were aligned.</param>
    /// <param name="windowStart">Where the window begins, in seconds.</param>
    /// <param name="lastSpeech">Where the last word of the windows before ends, in seconds; 0 before the first.</param>
    public static IReadOnlyList<WordSegment> Add(
        IReadOnlyList<WordSegment> segments, IReadOnlyList<WordTiming> words, double windowStart, double lastSpeech)
    {
        double median = Median(words);
        IReadOnlyList<WordTiming> whole = WithPunctuation(median > 0 ? ShortenAtSentenceEnds(words, 2 * median) : words);
        var timed = new WordSegment[segments.Count];
        int next = 0;
        for (int index = 0; index < timed.Length; index++)
        {
            List<WordTiming> own = [];
            for (int tokens = 0; next < whole.Count && tokens < segments[index].TextTokens; next++)
            {
                WordTiming word = whole[next];
                tokens += word.Tokens;
                if (word.Text.Length > 0)
                    own.Add(word with { Start = Hundredths(windowStart + word.Start), End = Hundredths(windowStart + word.End) });
            }

            timed[index] = segments[index] with { Words = own };
            if (own.Count > 0)
            {
                timed[index] = FitToSegment(segments[index], own, median, lastSpeech);
                lastSpeech = timed[index].End;
            }
        }

        return timed;
    }

    private static double Median(IReadOnlyList<WordTiming> words)
    {
        double[] durations = [.. words.Select(word => word.Duration).Where(duration => duration != 0).Order()];
        if (durations.Length == 0)
            return 0;
        int middle = durations.Length / 2;
        return Math.Min(LongestMedian, durations.Length % 2 == 1 ? durations[middle] : (durations[middle - 1] + durations[middle]) / 2);
    }

    private static WordTiming[] ShortenAtSentenceEnds(IReadOnlyList<WordTiming> words, double longest)
    {
        WordTiming[] shortened = [.. words];
        for (int index = 1; index < shortened.Length; index++)
        {
            WordTiming word = shortened[index];
            if (word.Duration <= longest)
                continue;
            if (EndsSentence(word))
                shortened[index] = word with { End = word.Start + longest };
            else if (EndsSentence(shortened[index - 1]))
                shortened[index] = word with { Start = word.End - longest };
        }

        return shortened;

        static bool EndsSentence(WordTiming word) => SentenceEnds.Contains(word.Text, StringComparison.Ordinal);
    }

    /// <summary>Joins punctuation with its words; these keep their own times and probability.</summary>
    private static WordTiming[] WithPunctuation(IReadOnlyList<WordTiming> words)
    {
        List<WordSpan> joined = PunctuationMerger.Merge([.. words.Select((word, index) => new WordSpan(word.Text, index, 1))]);
        return [.. joined.Select(span =>
        {
            int own = span.Start;
            int last = span.Start + span.Length - 1;
            while (own < last && PunctuationMerger.BelongsToNext(words[own].Text))
                own++;
            return words[own] with { Text = span.Text, Tokens = words.Skip(span.Start).Take(span.Length).Sum(word => word.Tokens) };
        })];
    }

    private static WordSegment FitToSegment(WordSegment segment, List<WordTiming> words, double median, double lastSpeech)
    {
        double longest = 2 * median;
        if (words[0].End - lastSpeech > 4 * median
            && (words[0].Duration > longest || (words.Count > 1 && words[1].End - words[0].Start > 2 * longest)))
            ShortenAfterPause(words, longest);

        double start = words[0].Start;
        if (segment.Start < words[0].End && segment.Start - 0.5 > words[0].Start)
        {
            words[0] = words[0] with { Start = Math.Max(0, Math.Min(words[0].End - median, segment.Start)) };
            start = segment.Start;
        }

        double end = words[^1].End;
        if (segment.End > words[^1].Start && segment.End + 0.5 < words[^1].End)
        {
            words[^1] = words[^1] with { End = Math.Max(words[^1].Start + median, segment.End) };
            end = segment.End;
        }

        return segment with { Start = start, End = end, Words = words };
    }

    private static void ShortenAfterPause(List<WordTiming> words, double longest)
    {
        if (words.Count > 1 && words[1].Duration > longest)
        {
            double boundary = Math.Max(words[1].End / 2, words[1].End - longest);
            words[0] = words[0] with { End = boundary };
            words[1] = words[1] with { Start = boundary };
        }

        words[0] = words[0] with { Start = Math.Max(0, words[0].End - longest) };
    }

    private static double Hundredths(double seconds) => Math.Round(seconds * 100) / 100;
}
