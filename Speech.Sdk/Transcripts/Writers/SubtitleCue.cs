namespace Speech.Sdk.Transcripts.Writers;

/// <summary>
/// One subtitle. As in openai-whisper, words narrow a segment's times, and a segment without words is left out where others have
/// some.
/// </summary>
internal readonly record struct SubtitleCue(TimeSpan Start, TimeSpan End, string Text)
{
    public static IEnumerable<SubtitleCue> Of(Transcript transcript) => transcript.Segments.Any(segment => segment.Words.Count > 0)
        ? transcript.Segments.Where(segment => segment.Words.Count > 0).Select(FromWords)
        : transcript.Segments.Select(FromSegment);

    // The arrow would end a cue's time line; openai-whisper replaces it in segments alone, since words seldom hold it whole.
    private static SubtitleCue FromSegment(Segment segment) => new(segment.Start, segment.End, segment.Text.Trim().Replace("-->", "->"));

    private static SubtitleCue FromWords(Segment segment) => new(segment.Words[0].Start, segment.Words[^1].End, segment.Text.Trim());
}
