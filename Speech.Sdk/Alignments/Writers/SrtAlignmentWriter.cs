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
            output.Write($"{++number}\n{Timestamp.Srt(line.Start)} --> {Timestamp.Srt(line.End)}\n{CueText(line)}\n\n");
    }

    // The arrow would end a cue's time line.
    internal static string CueText(AlignedLine line) => line.Text.Replace("-->", "->", StringComparison.Ordinal);
}
