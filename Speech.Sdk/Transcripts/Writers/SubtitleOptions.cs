namespace Speech.Sdk.Transcripts.Writers;

/// <summary>
/// How subtitles are laid out, by the rules of openai-whisper's writers. Every option needs the times of words
/// (<see cref="TranscriptionOptions.WordTimestamps"/>).
/// </summary>
public sealed record SubtitleOptions
{
    /// <summary>A line breaks before it would hold more characters (code points) than this. <value>null: lines do not break.</value></summary>
    public int? MaxLineWidth { get; init; }

    /// <summary>
    /// With <see cref="MaxLineWidth"/>: a subtitle ends after this many lines or before a pause of more than 3 s, whatever segment its
    /// words belong to. <value>null: a subtitle is a segment.</value>
    /// </summary>
    public int? MaxLineCount { get; init; }

    /// <summary>
    /// Every so many words of a segment make a subtitle; no effect where <see cref="MaxLineWidth"/> and <see cref="MaxLineCount"/> are both
    /// set. <value>null: no limit.</value>
    /// </summary>
    public int? MaxWordsPerLine { get; init; }

    /// <summary>Whether a subtitle is shown once a word, the word that is spoken underlined with <c>&lt;u&gt;</c>. <value>false.</value></summary>
    public bool HighlightWords { get; init; }

    /// <summary>The options that are set, with their values.</summary>
    internal IEnumerable<string> Given => Limits.Where(limit => limit.Value is not null).Select(limit => $"{limit.Name} {limit.Value}")
        .Concat(HighlightWords ? [nameof(HighlightWords)] : []);

    private IEnumerable<(string Name, int? Value)> Limits =>
        [(nameof(MaxLineWidth), MaxLineWidth), (nameof(MaxLineCount), MaxLineCount), (nameof(MaxWordsPerLine), MaxWordsPerLine)];

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Limits.Where(limit => limit.Value < 1).Select(limit => $"{limit.Name} is {limit.Value}; expected at least 1, or null for no limit.")];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }
}
