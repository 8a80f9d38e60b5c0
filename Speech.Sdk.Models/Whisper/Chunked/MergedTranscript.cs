using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>
/// Segments of merged text. Their times are those that transformers gives, as far as these are in order and inside the audio; a
/// segment that is left without a duration is joined with the one before, so that no text is lost.
/// </summary>
internal static class MergedTranscript
{
    /// <param name="plan">The call's options.</param>
    /// <param name="merged">The merged text.</param>
    /// <param name="from">Where the audio begins.</param>
    /// <param name="to">Where it ends.</param>
    public static IReadOnlyList<Segment> Of(TranscriptionPlan plan, IReadOnlyList<MergedSegment> merged, TimeSpan from, TimeSpan to)
    {
        List<Segment> segments = [];
        TimeSpan last = from;
        MergedSegment[] spoken = [.. merged.Where(segment => !string.IsNullOrWhiteSpace(Text(plan, segment)))];
        for (int index = 0; index < spoken.Length; index++)
        {
            // Without time tokens a segment ends where the language changes, or with the audio.
            TimeSpan otherwise = index + 1 < spoken.Length ? Window(spoken[index + 1]).Start : to;
            Segment segment = Describe(plan, spoken[index], last, otherwise, to);
            if (segment.End > segment.Start || segments.Count == 0)
                segments.Add(segment.End > segment.Start ? segment : segment with { End = to });
            else
                segments[^1] = Join(segments[^1], segment);
            last = segments[^1].End;
        }

        return segments;
    }

    private static Segment Describe(TranscriptionPlan plan, MergedSegment merged, TimeSpan last, TimeSpan otherwise, TimeSpan to)
    {
        Word[] words = plan.Options.WordTimestamps ? Words(plan, merged, last, to) : [];
        TimeSpan start = words.Length > 0 ? words[0].Start : Clamp(Time(merged.Start) ?? last, last, to);
        TimeSpan end = words.Length > 0 ? words[^1].End : Clamp(Time(merged.End) ?? otherwise, last, to);
        ChunkWindow window = Window(merged);
        return new Segment
        {
            // Time tokens of two chunks may contradict each other.
            Start = end > start ? start : last,
            End = end > start ? end : start,
            WindowStart = window.Start,
            Text = Text(plan, merged),
            Language = merged.Language?.Code,
            Tokens = [.. merged.Tokens.Select(token => token.Id)],
            Words = words,
            AverageLogProbability = window.Decoded.AverageLogProbability,
            NoSpeechProbability = window.Decoded.NoSpeechProbability,
            CompressionRatio = window.Decoded.CompressionRatio,
            Temperature = window.Decoded.Temperature,
            Alternatives = window.Decoded.Alternatives,
        };
    }

    private static Word[] Words(TranscriptionPlan plan, MergedSegment merged, TimeSpan last, TimeSpan to)
    {
        List<Word> words = [];
        foreach (WordTiming word in MergedWords.Of(plan.Model.Tokenizer, merged))
        {
            TimeSpan start = Clamp(TimeSpan.FromSeconds(word.Start), last, to);
            last = Clamp(TimeSpan.FromSeconds(word.End), start, to);
            words.Add(new Word(word.Text, start, last, word.Probability));
        }

        return [.. words];
    }

    private static Segment Join(Segment segment, Segment more) => segment with
    {
        Text = segment.Text + more.Text,
        Tokens = [.. segment.Tokens, .. more.Tokens],
        Words = [.. segment.Words, .. more.Words],
    };

    private static string Text(TranscriptionPlan plan, MergedSegment segment) =>
        plan.Model.Tokenizer.Decode([.. segment.Tokens.Select(token => token.Id)], specials: false, timestamps: false);

    /// <summary>The window that a segment's text begins in.</summary>
    private static ChunkWindow Window(MergedSegment segment) => segment.Tokens[0].Written.Window!;

    private static TimeSpan? Time(double? seconds) => seconds is { } time ? TimeSpan.FromSeconds(time) : null;

    private static TimeSpan Clamp(TimeSpan time, TimeSpan from, TimeSpan to) => time < from ? from : time > to ? to : time;
}
