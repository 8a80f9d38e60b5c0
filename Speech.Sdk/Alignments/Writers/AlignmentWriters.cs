namespace Speech.Sdk.Alignments.Writers;

/// <summary>The formats that an alignment can be written in; the writers hold no state and can be shared.</summary>
public static class AlignmentWriters
{
    /// <summary>The formats' names.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["srt", "vtt", "textgrid", "json", "ctm"];

    /// <summary>The writer of a format, or null.</summary>
    /// <param name="format">
    /// Its name: <c>srt</c> or <c>vtt</c> (a subtitle a line of the text), <c>textgrid</c> (Praat's tiers of lines and words), <c>json</c>
    /// (everything), <c>ctm</c> (NIST's time-marked words).
    /// </param>
    /// <param name="characters">Whether <c>textgrid</c> and <c>json</c> hold the characters too; without effect on the others.</param>
    public static IAlignmentWriter? Find(string format, bool characters = false) => format switch
    {
        "srt" => new SrtAlignmentWriter(),
        "vtt" => new VttAlignmentWriter(),
        "textgrid" => new TextGridWriter(characters),
        "json" => new JsonAlignmentWriter(characters),
        "ctm" => new CtmWriter(),
        _ => null,
    };
}
