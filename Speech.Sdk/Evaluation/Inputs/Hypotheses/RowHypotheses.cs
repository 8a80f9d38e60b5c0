namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Makes texts of the lines of lists.</summary>
internal static class RowHypotheses
{
    /// <exception cref="SpeechException">The line has no text, or nothing that names its clip.</exception>
    public static Hypothesis ToHypothesis(Row row)
    {
        string? id = row.Known(ClipField.Id);
        string? audio = row.Known(ClipField.Audio);
        if (id is null && audio is null)
            throw row.Line.Error($"nothing says which clip it is; expected one of {FieldNames.List(ClipField.Id)}, {FieldNames.List(ClipField.Audio)}.");
        string text = row[ClipField.Hypothesis]
            ?? throw row.Line.Error($"there is no text; the line has {string.Join(", ", row.Columns.Names)}; expected one of {FieldNames.List(ClipField.Hypothesis)}.");
        return new Hypothesis(id, audio, text, row.Line) { Range = row.Range() };
    }
}
