using System.Text.RegularExpressions;

namespace Speech.Sdk.Transcripts.Writers;

/// <summary>
/// The subtitles of a transcript (openai-whisper, <c>SubtitlesWriter.iterate_result</c>). Where there are words, they set the times, and a
/// segment without any is left out.
/// </summary>
internal static partial class SubtitleCues
{
    /// <exception cref="InvalidOptionException">The options need words and the transcript has none.</exception>
    public static IEnumerable<SubtitleCue> Of(Transcript transcript, SubtitleOptions options)
    {
        if (transcript.Segments.Any(segment => segment.Words.Count > 0))
            return new SubtitleLayout(options).Arrange(transcript.Segments).SelectMany(words => FromWords(words, options.HighlightWords));
        string given = string.Join(", ", options.Given);
        if (given.Length > 0 && transcript.Segments.Any(segment => !string.IsNullOrWhiteSpace(segment.Text)))
            throw new InvalidOptionException($"{given} was given, but the transcript has no words; ask for word times (WordTimestamps) when transcribing.");
        return transcript.Segments.Select(FromSegment);
    }

    // The arrow would end a cue's time line; openai-whisper replaces it in segments alone, since words seldom hold it whole.
    private static SubtitleCue FromSegment(Segment segment) => new(segment.Start, segment.End, CueText.Of(segment.Text));

    private static IEnumerable<SubtitleCue> FromWords(IReadOnlyList<Word> words, bool highlight)
    {
        string text = string.Concat(words.Select(word => word.Text));
        return highlight ? Highlighted(words, text) : [new(words[0].Start, words[^1].End, text)];
    }

    /// <summary>A cue for each word, and one without an underline for each gap that a file can tell.</summary>
    private static IEnumerable<SubtitleCue> Highlighted(IReadOnlyList<Word> words, string text)
    {
        TimeSpan last = words[0].Start;
        for (int index = 0; index < words.Count; index++)
        {
            Word spoken = words[index];
            if (Timestamp.Milliseconds(last) != Timestamp.Milliseconds(spoken.Start))
                yield return new(last, spoken.Start, text);
            yield return new(spoken.Start, spoken.End, string.Concat(words.Select((word, other) => other == index ? Underlined(word.Text) : word.Text)));
            last = spoken.End;
        }
    }

    private static string Underlined(string word) => LeadingSpaceAndRest().Replace(word, "$1<u>$2</u>");

    [GeneratedRegex(@"^(\s*)(.*)$")]
    private static partial Regex LeadingSpaceAndRest();
}
