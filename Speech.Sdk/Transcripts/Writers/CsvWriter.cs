namespace Speech.Sdk.Transcripts.Writers;

/// <summary>The columns of whisper.cpp's csv, with quotes inside a text doubled.</summary>
internal sealed class CsvWriter : ITranscriptWriter
{
    public string Format => "csv";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        output.Write("start,end,text\n");
        foreach (Segment segment in transcript.Segments)
        {
            string text = segment.Text.Trim().Replace("\"", "\"\"");
            output.Write($"{Timestamp.Milliseconds(segment.Start)},{Timestamp.Milliseconds(segment.End)},\"{text}\"\n");
        }
    }
}
