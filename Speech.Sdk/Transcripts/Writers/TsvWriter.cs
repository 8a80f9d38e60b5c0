namespace Speech.Sdk.Transcripts.Writers;

internal sealed class TsvWriter : ITranscriptWriter
{
    public string Format => "tsv";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        output.Write("start\tend\ttext\n");
        foreach (Segment segment in transcript.Segments)
        {
            string text = segment.Text.Trim().Replace('\t', ' ');
            output.Write($"{Timestamp.Milliseconds(segment.Start)}\t{Timestamp.Milliseconds(segment.End)}\t{text}\n");
        }
    }
}
