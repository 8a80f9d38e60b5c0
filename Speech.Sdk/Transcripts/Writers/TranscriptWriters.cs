namespace Speech.Sdk.Transcripts.Writers;

/// <summary>The formats that a transcript can be written in; the writers hold no state and can be shared.</summary>
public static class TranscriptWriters
{
    /// <summary>Plain text, a line a segment.</summary>
    public static ITranscriptWriter Txt { get; } = new TxtWriter();

    /// <summary>SubRip subtitles.</summary>
    public static ITranscriptWriter Srt { get; } = new SrtWriter(new());

    /// <summary>WebVTT subtitles.</summary>
    public static ITranscriptWriter Vtt { get; } = new VttWriter(new());

    /// <summary>Tab-separated start and end in milliseconds and text, with a header line.</summary>
    public static ITranscriptWriter Tsv { get; } = new TsvWriter();

    /// <summary>Comma-separated start and end in milliseconds and quoted text, with a header line.</summary>
    public static ITranscriptWriter Csv { get; } = new CsvWriter();

    /// <summary>Lyrics: each segment's text behind its start.</summary>
    public static ITranscriptWriter Lrc { get; } = new LrcWriter();

    /// <summary>Everything that the transcript holds, as an indented JSON object.</summary>
    public static ITranscriptWriter Json { get; } = new JsonWriter("json", indented: true);

    /// <summary>The same object on one line.</summary>
    public static ITranscriptWriter JsonLines { get; } = new JsonWriter("jsonl", indented: false);

    /// <summary>Every writer.</summary>
    public static IReadOnlyList<ITranscriptWriter> All { get; } = [Txt, Json, JsonLines, Srt, Vtt, Tsv, Csv, Lrc];

    /// <summary>The writer of a format, or null.</summary>
    /// <param name="format">Its name: <c>srt</c>.</param>
    /// <param name="subtitles">How <c>srt</c> and <c>vtt</c> are laid out; without effect on the others. <value>null: a subtitle a segment.</value></param>
    /// <exception cref="InvalidOptionException">A subtitle option is out of range.</exception>
    public static ITranscriptWriter? Find(string format, SubtitleOptions? subtitles = null)
    {
        subtitles?.Validate();
        return format switch
        {
            "srt" when subtitles is not null => new SrtWriter(subtitles),
            "vtt" when subtitles is not null => new VttWriter(subtitles),
            _ => All.FirstOrDefault(writer => writer.Format == format),
        };
    }
}
