namespace Speech.Sdk.Evaluation.Runs;

/// <summary>What a model calls the language that a list names.</summary>
internal static class SpokenLanguage
{
    private const int Listed = 10;

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

    /// <summary>Why a model that cannot tell languages does not hear a clip of this one: it would write it in another. <value>null: it may.</value></summary>
    public static string? Problem(RecognizerInfo model, string? language)
    {
        if (model.CanDetectLanguage || model.Languages.Count <= 1 || LanguageCode.Of(language) is not { } code || For(model, code) is not null)
            return null;
        string[] near = InScripts(model, LanguageTable.SameAs(code));
        string[] some = [.. near.Concat(model.Languages).Distinct().Take(Math.Max(Listed, near.Length))];
        string rest = some.Length < model.Languages.Count ? $", … ({model.Languages.Count} in all)" : "";
        return $"the list gives the language '{code}', and {model.Model} {(near.Length > 0 ? "has it in several scripts" : "does not know it")} and cannot detect languages; "
            + $"it knows {string.Join(", ", some)}{rest}. Name one of them for all clips (--language CODE, in the library Transcription.Language), or leave such clips out.";
    }

    // Some models have a language once for each script, as MMS' azj-script_latin.
    private static string[] InScripts(RecognizerInfo model, IReadOnlyList<string> codes) =>
        [.. model.Languages.Where(known => LanguageCode.Of(known) is { } code && codes.Contains(code))];
}
