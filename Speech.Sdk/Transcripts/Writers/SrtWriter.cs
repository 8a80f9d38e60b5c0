namespace Speech.Sdk.Transcripts.Writers;

internal sealed class SrtWriter(SubtitleOptions options) : ITranscriptWriter
{
    public string Format => "srt";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        int number = 0;
        foreach (SubtitleCue cue in SubtitleCues.Of(transcript, options))
            output.Write($"{++number}\n{Timestamp.Srt(cue.Start)} --> {Timestamp.Srt(cue.End)}\n{cue.Text}\n\n");
    }
}
