namespace Speech.Sdk.Transcripts.Writers;

/// <summary>Writes a transcript in a file format; lines end with a line feed on every platform.</summary>
public interface ITranscriptWriter
{
    /// <summary>The format's name, which is its file extension too: <c>srt</c>.</summary>
    string Format { get; }

    /// <summary>Writes one transcript whole.</summary>
    /// <param name="output">Where it goes; neither flushed nor disposed.</param>
    /// <param name="transcript">What was said.</param>
    /// <param name="file">The recording's name, for the formats that hold it.</param>
    void Write(TextWriter output, Transcript transcript, string file);
}
