namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// Where the next window begins once a window's words are timed, and which of its segments to believe: with a threshold of
/// silence, segments of improbable words that stand between silences are taken for hallucinations, dropped, and what follows
/// is heard anew (openai-whisper, transcribe.py, <c>hallucination_silence_threshold</c>).
/// </summary>
internal static class WindowAdvance
{
    private const double FramesPerSecond = 100;
    private const string Punctuation = PunctuationMerger.Prepended + PunctuationMerger.Appended;

    /// <summary>A window in the recording, in mel frames of 10 ms.</summary>
    /// <param name="Seek">Where it begins.</param>
    /// <param name="Frames">How many of its frames hold audio.</param>
    /// <param name="FullFrames">How many the model's window has.</param>
    /// <param name="ContentFrames">How many the recording has.</param>
    /// <param name="EndsWithOneTime">Whether its text ends with a single time token: nothing is said after it.</param>
    /// <param name="LastSpeech">Where the last word of the windows before ends, in seconds; 0 before the first.</param>
    public readonly record struct Window(int Seek, int Frames, int FullFrames, int ContentFrames, bool EndsWithOneTime, double LastSpeech)
    {
        public double Start => Seek / FramesPerSecond;

        public double End => (Seek + FullFrames) / FramesPerSecond;
    }

    /// <summary>What to do with the window.</summary>
    /// <param name="Seek">Where the next window begins, in mel frames.</param>
    /// <param name="Kept">How many of its segments are kept, from the first on.</param>
    /// <param name="IsVoid">Whether nothing of it counts: neither segments nor tokens are kept, and the text before it stays the last.</param>
    /// <param name="LastSpeech">What the next window is told as its <see cref="Window.LastSpeech"/>.</param>
    public readonly record struct Outcome(int Seek, int Kept, bool IsVoid, double LastSpeech);

    /// <param name="segments">The window's segments with their words, as <see cref="SegmentWords"/> gives them.</param>
    /// <param name="window">The window.</param>
    /// <param name="seek">Where the time tokens would have the next window begin.</param>
    /// <param name="silence">The threshold in seconds; null skips nothing.</param>
    public static Outcome After(IReadOnlyList<WordSegment> segments, in Window window, int seek, double? silence)
    {
        double? lastEnd = WordSegment.LastEnd(segments);
        if (!window.EndsWithOneTime && lastEnd > window.Start)
            seek = silence is { } least && window.End - lastEnd.Value <= least ? window.Seek + window.Frames : Frame(lastEnd.Value);

        int kept = segments.Count;
        if (silence is { } threshold)
        {
            // The silence before a first segment that may be imagined is skipped, and the window heard anew from there.
            if (segments.FirstOrDefault(HasWords) is { } first && IsAnomaly(first) && first.Start - window.Start > threshold)
                return new Outcome(window.Seek + Frame(first.Start - window.Start), Kept: 0, IsVoid: true, window.LastSpeech);

            int imagined = FindImagined(segments, window, threshold);
            if (imagined >= 0)
            {
                kept = imagined;
                WordSegment segment = segments[imagined];
                seek = window.ContentFrames / FramesPerSecond - segment.End < threshold
                    ? window.ContentFrames
                    : Frame(Math.Max(window.Start + 1, segment.Start));
            }
        }

        return new Outcome(seek, kept, IsVoid: false, WordSegment.LastEnd([.. segments.Take(kept)]) ?? window.LastSpeech);
    }

    /// <summary>The first segment that looks imagined and stands between silences or more of its kind; -1 where none does.</summary>
    private static int FindImagined(IReadOnlyList<WordSegment> segments, in Window window, double threshold)
    {
        double lastEnd = window.LastSpeech;
        for (int index = 0; index < segments.Count; index++)
        {
            WordSegment segment = segments[index];
            if (!HasWords(segment))
                continue;
            if (IsAnomaly(segment))
            {
                WordSegment? next = segments.Skip(index + 1).FirstOrDefault(HasWords);
                double nextStart = next?.Words[0].Start ?? window.Start + (window.Frames / FramesPerSecond);
                bool silenceBefore = segment.Start - lastEnd > threshold || segment.Start < threshold || segment.Start - window.Start < 2;
                bool silenceAfter = nextStart - segment.End > threshold || (next is not null && IsAnomaly(next)) || window.End - segment.End < 2;
                if (silenceBefore && silenceAfter)
                    return index;
            }

            lastEnd = segment.End;
        }

        return -1;
    }

    private static bool HasWords(WordSegment segment) => segment.Words.Count > 0;

    /// <summary>Whether most of a segment's first words are improbable, very short or very long.</summary>
    private static bool IsAnomaly(WordSegment segment)
    {
        WordTiming[] words = [.. segment.Words.Where(word => !Punctuation.Contains(word.Text, StringComparison.Ordinal)).Take(8)];
        double score = words.Sum(Anomaly);
        return score >= 3 || score + 0.01 >= words.Length;
    }

    private static double Anomaly(WordTiming word) =>
        (word.Probability < 0.15 ? 1 : 0) + (word.Duration < 0.133 ? (0.133 - word.Duration) * 15 : 0) + (word.Duration > 2 ? word.Duration - 2 : 0);

    private static int Frame(double seconds) => (int)Math.Round(seconds * FramesPerSecond);
}
