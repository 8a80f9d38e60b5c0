namespace Speech.Sdk.Transcripts.Writers;

internal sealed class VttWriter(SubtitleOptions options) : ITranscriptWriter
{
    public string Format => "vtt";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        IEnumerable<SubtitleCue> cues = SubtitleCues.Of(transcript, options);
        output.Write("WEBVTT\n\n");
        foreach (SubtitleCue cue in cues)
            output.Write($"{Timestamp.Vtt(cue.Start)} --> {Timestamp.Vtt(cue.End)}\n{cue.Text}\n\n");
    }
}
