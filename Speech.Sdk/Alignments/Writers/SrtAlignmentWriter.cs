using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Alignments.Writers;

/// <summary>A subtitle a line of the text.</summary>
internal sealed class SrtAlignmentWriter : IAlignmentWriter
{
    public string Format => "srt";

    public void Write(TextWriter output, Alignment alignment, string file)
    {
        int number = 0;
        foreach (AlignedLine line in alignment.Lines)
            output.Write($"{++number}\n{Timestamp.Srt(line.Start)} --> {Timestamp.Srt(line.End)}\n{CueText.Of(line.Text)}\n\n");
    }
}
