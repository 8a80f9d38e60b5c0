using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Alignments.Writers;

/// <summary>A cue a line of the text.</summary>
internal sealed class VttAlignmentWriter : IAlignmentWriter
{
    public string Format => "vtt";

    public void Write(TextWriter output, Alignment alignment, string file)
    {
        output.Write("WEBVTT\n\n");
        foreach (AlignedLine line in alignment.Lines)
            output.Write($"{Timestamp.Vtt(line.Start)} --> {Timestamp.Vtt(line.End)}\n{CueText.Of(line.Text)}\n\n");
    }
}
