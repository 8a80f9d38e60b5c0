namespace Speech.Sdk.Transcripts.Writers;

internal sealed class VttWriter : ITranscriptWriter
{
    public string Format => "vtt";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        output.Write("WEBVTT\n\n");
        foreach (SubtitleCue cue in SubtitleCue.Of(transcript))
            output.Write($"{Timestamp.Vtt(cue.Start)} --> {Timestamp.Vtt(cue.End)}\n{cue.Text}\n\n");
    }
}
