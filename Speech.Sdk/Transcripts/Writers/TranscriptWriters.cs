namespace Speech.Sdk.Transcripts.Writers;

/// <summary>The formats that a transcript can be written in; the writers hold no state and can be shared.</summary>
public static class TranscriptWriters
{
    /// <summary>Plain text, a line a segment.</summary>
    public static ITranscriptWriter Txt { get; } = new TxtWriter();

    /// <summary>SubRip subtitles.</summary>
    public static ITranscriptWriter Srt { get; } = new SrtWriter();

    /// <summary>WebVTT subtitles.</summary>
    public static ITranscriptWriter Vtt { get; } = new VttWriter();

    /// <summary>Tab-separated start and end in milliseconds and text, with a header line.</summary>
    public static ITranscriptWriter Tsv { get; } = new TsvWriter();

    /// <summary>Everything that the transcript holds, as an indented JSON object.</summary>
    public static ITranscriptWriter Json { get; } = new JsonWriter("json", indented: true);

    /// <summary>The same object on one line.</summary>
    public static ITranscriptWriter JsonLines { get; } = new JsonWriter("jsonl", indented: false);

    /// <summary>Every writer.</summary>
    public static IReadOnlyList<ITranscriptWriter> All { get; } = [Txt, Json, JsonLines, Srt, Vtt, Tsv];

    /// <summary>The writer of a format, or null.</summary>
    public static ITranscriptWriter? Find(string format) => All.FirstOrDefault(writer => writer.Format == format);
}
