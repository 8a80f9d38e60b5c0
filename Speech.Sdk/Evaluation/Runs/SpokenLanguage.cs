namespace Speech.Sdk.Evaluation.Runs;

/// <summary>What a model calls the language that a list names.</summary>
internal static class SpokenLanguage
{
    /// <summary>The model's own name for it. <value>null: the model has none, or writes one language only, or has it in several scripts.</value></summary>
    public static string? For(RecognizerInfo model, string? language)
    {
        if (model.Languages.Count <= 1 || LanguageCode.Of(language) is not { } code)
            return null;
        IReadOnlyList<string> codes = LanguageTable.SameAs(code);
        return new[] { code }.Concat(codes).FirstOrDefault(model.Languages.Contains)
            ?? (InScripts(model, codes) is [string only] ? only : null)
            // Whisper before large-v3 has Cantonese as Chinese.
            ?? (code == "yue" && model.Languages.Contains("zh") ? "zh" : null);
    }

    // Some models have a language once for each script, as MMS' azj-script_latin.
    private static string[] InScripts(RecognizerInfo model, IReadOnlyList<string> codes) =>
        [.. model.Languages.Where(known => LanguageCode.Of(known) is { } code && codes.Contains(code))];
}
