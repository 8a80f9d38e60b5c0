namespace Speech.Sdk.Transcripts.Writers;

/// <summary>Lyrics as whisper.cpp writes them: a tag line, then a line a segment, whatever line breaks its text holds.</summary>
internal sealed class LrcWriter : ITranscriptWriter
{
    public string Format => "lrc";

    public void Write(TextWriter output, Transcript transcript, string file)
    {
        output.Write("[by:Speech.Sdk]\n");
        foreach (Segment segment in transcript.Segments)
            output.Write($"[{Timestamp.Lrc(segment.Start)}]{segment.Text.Trim().ReplaceLineEndings(" ")}\n");
    }
}
