using System.Globalization;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Alignments.Writers;

/// <summary>NIST's time-marked conversation: recording, channel, start, duration, word, confidence, one word a line.</summary>
internal sealed class CtmWriter : IAlignmentWriter
{
    public string Format => "ctm";

    public void Write(TextWriter output, Alignment alignment, string file)
    {
        // Spaces separate the fields, and a field of nothing is none: a file may be called ".wav".
        string name = string.Join('_', Path.GetFileNameWithoutExtension(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length == 0)
            name = "_";
        foreach (AlignedWord word in alignment.Words)
        {
            long start = Timestamp.Milliseconds(word.Start), end = Timestamp.Milliseconds(word.End);
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{name} 1 {start / 1000.0:0.000} {(end - start) / 1000.0:0.000} {word.Text} {word.Confidence:0.000}\n"));
        }
    }
}
