namespace Speech.Sdk.Transcripts.Writers;

/// <summary>
/// One subtitle. As in openai-whisper, words narrow a segment's times, and a segment without words is left out where others have
/// some.
/// </summary>
internal readonly record struct SubtitleCue(TimeSpan Start, TimeSpan End, string Text)
{
    public static IEnumerable<SubtitleCue> Of(Transcript transcript) =>
        transcript.Words.Count > 0 ? FromWords(transcript) : transcript.Segments.Select(FromSegment);

    // The arrow would end a cue's time line; openai-whisper replaces it in segments alone, since words seldom hold it whole.
    private static SubtitleCue FromSegment(Segment segment) => new(segment.Start, segment.End, segment.Text.Trim().Replace("-->", "->"));

    private static IEnumerable<SubtitleCue> FromWords(Transcript transcript)
    {
        int next = 0;
        foreach (Segment segment in transcript.Segments)
        {
            int first = next;
            next = EndOfSegment(segment, transcript.Words, first);
            if (next > first)
                yield return new(transcript.Words[first].Start, transcript.Words[next - 1].End, segment.Text.Trim());
        }
    }

    // A word belongs to the segment whose text goes on with it. Where texts differ, the times decide.
    private static int EndOfSegment(Segment segment, IReadOnlyList<Word> words, int next)
    {
        ReadOnlySpan<char> rest = segment.Text;
        for (; next < words.Count && !rest.IsWhiteSpace(); next++)
        {
            if (rest.StartsWith(words[next].Text, StringComparison.Ordinal))
                rest = rest[words[next].Text.Length..];
            else if (words[next].Start >= segment.End)
                break;
        }

        return next;
    }
}
