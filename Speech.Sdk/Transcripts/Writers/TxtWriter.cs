namespace Speech.Sdk.Transcripts.Writers;

internal sealed class TxtWriter : ITranscriptWriter
{
    public string Format => "txt";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        foreach (Segment segment in transcript.Segments)
            output.Write($"{segment.Text.Trim()}\n");
    }
}
