namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Makes clips of the lines of lists.</summary>
internal static class RowClips
{
    /// <exception cref="SpeechException">The line has no text or nothing that names the clip, or a number is none.</exception>
    public static FoundClip ToClip(Row row, string set, string folder)
    {
        string? audio = row.Known(ClipField.Audio);
        string? id = row.Known(ClipField.Id);
        if (audio is null && id is null)
            throw Missing(row, "recording", $"{FieldNames.List(ClipField.Audio)}, or, where only texts are scored, an {FieldNames.List(ClipField.Id)}");
        string text = row[ClipField.Text] ?? throw Missing(row, "text", $"{FieldNames.List(ClipField.Text)}; an empty one says that nothing is said");
        return new FoundClip(
            new EvaluationClip
            {
                Id = id ?? "",
                Set = set,
                Reference = text,
                AudioPath = audio is null ? null : AudioFiles.Resolve(folder, audio, row.Line),
                Range = row.Range(),
                Language = LanguageCode.Of(row.Known(ClipField.Language)),
                Speaker = row.Known(ClipField.Speaker),
                Duration = row.Seconds(ClipField.Duration),
                Noise = row.Known(ClipField.Noise),
                Fields = row.Columns.Besides(row.Values),
            },
            row.Line);
    }

    private static SpeechException Missing(Row row, string what, string expected) => row.Line.Error(
        $"there is no {what}; {(row.Columns.Names is [] ? "" : $"the line has {string.Join(", ", row.Columns.Names)}; ")}expected one of {expected}.");
}
