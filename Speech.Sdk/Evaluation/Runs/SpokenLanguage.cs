namespace Speech.Sdk.Evaluation.Runs;

/// <summary>What a model calls the language that a manifest names.</summary>
internal static class SpokenLanguage
{
    // What data sets call them (FLEURS, Common Voice), and Whisper.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["cmn"] = "zh", ["yue"] = "zh", ["fil"] = "tl", ["nb"] = "no", ["nob"] = "no", ["iw"] = "he", ["in"] = "id", ["jv"] = "jw",
    };

    /// <summary>The model's own name for it. <value>null: the model has none, or writes one language only.</value></summary>
    public static string? For(RecognizerInfo model, string? language)
    {
        if (model.Languages.Count <= 1 || LanguageCode.Of(language) is not { } code)
            return null;
        return model.Languages.Contains(code) ? code
            : OtherNames.TryGetValue(code, out string? other) && model.Languages.Contains(other) ? other : null;
    }
}
