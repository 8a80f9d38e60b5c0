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

    /// <summary>A segment makes a subtitle of every so many words; no effect where width and count of lines are both set. <value>null: no limit.</value></summary>
    public int? MaxWordsPerLine { get; init; }

    /// <summary>Whether a subtitle is shown once a word, the word that is spoken underlined with <c>&lt;u&gt;</c>. <value>false.</value></summary>
    public bool HighlightWords { get; init; }

    internal bool NeedWords => this != new SubtitleOptions();

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems =
        [
            .. new[] { (nameof(MaxLineWidth), MaxLineWidth), (nameof(MaxLineCount), MaxLineCount), (nameof(MaxWordsPerLine), MaxWordsPerLine) }
                .Where(option => option.Item2 is < 1)
                .Select(option => $"{option.Item1} is {option.Item2}; expected at least 1, or null for no limit."),
        ];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }
}
