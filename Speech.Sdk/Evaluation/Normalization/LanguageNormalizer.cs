using System.Collections.Frozen;

namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>
/// The normaliser that Whisper's authors score a language with: the English one for English, for languages without spaces between words one that
/// splits their letters, and the basic one for all others and where the language is unknown ("Robust Speech Recognition via Large-Scale Weak
/// Supervision", 4.2 and appendix C; Cantonese came with a later model and is written as Chinese is).
/// </summary>
internal sealed class LanguageNormalizer : ITextNormalizer
{
    private static readonly FrozenSet<string> English = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "en", "english");
    private static readonly FrozenSet<string> Unspaced = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "zh", "chinese", "yue", "cantonese", "ja", "japanese", "th", "thai", "lo", "my", "burmese", "myanmar");

    private readonly WhisperEnglishNormalizer _english = new();
    private readonly WhisperBasicNormalizer _basic = new(removeDiacritics: false, splitLetters: false);
    private readonly WhisperBasicNormalizer _letters = new(removeDiacritics: false, splitLetters: true);

    /// <inheritdoc/>
    public string Name => $"auto: {_english.Name} (en), {_letters.Name} (ja, lo, my, th, yue, zh), {_basic.Name} (others)";

    /// <inheritdoc/>
    public string Normalize(string text, string? language = null) => For(language).Normalize(text);

    /// <summary>By the language alone: a script or region behind it (<c>zh-Hant</c>, <c>en_us</c>) makes no difference.</summary>
    private ITextNormalizer For(string? language)
    {
        string code = LanguageTable.Common(LanguageCode.Of(language) ?? "");
        return English.Contains(code) ? _english : Unspaced.Contains(code) ? _letters : _basic;
    }
}
