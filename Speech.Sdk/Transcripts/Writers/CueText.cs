namespace Speech.Sdk.Transcripts.Writers;

/// <summary>A text as a subtitle can hold it: a blank line would end it, and an arrow its time line.</summary>
internal static class CueText
{
    public static string Of(string text)
    {
        string cue = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line))).Trim();
        // Another arrow may come of the letters around one.
        while (cue.Contains("-->", StringComparison.Ordinal))
            cue = cue.Replace("-->", "->", StringComparison.Ordinal);
        return cue;
    }
}
