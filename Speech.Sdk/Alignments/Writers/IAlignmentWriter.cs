namespace Speech.Sdk.Alignments.Writers;

/// <summary>Writes an alignment in a file format; lines end with a line feed on every platform.</summary>
public interface IAlignmentWriter
{
    /// <summary>The format's name: <c>srt</c>.</summary>
    string Format { get; }

    /// <summary>Writes one alignment whole.</summary>
    /// <param name="output">Where it goes; neither flushed nor disposed.</param>
    /// <param name="alignment">Where the words are.</param>
    /// <param name="file">The recording's name, for the formats that hold it.</param>
    void Write(TextWriter output, Alignment alignment, string file);
}
