using Speech.Sdk.Evaluation.Normalization.Rules;

namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>The normalisers that there are, and those that rule files describe (docs/evaluation-normalizers.md). All are immutable and thread-safe.</summary>
public static class TextNormalizers
{
    /// <summary>By the language of the text: what Whisper's authors score that language with.</summary>
    public static ITextNormalizer Auto { get; } = new LanguageNormalizer();

    /// <summary>Texts stay as they are.</summary>
    public static ITextNormalizer None { get; } = new VerbatimNormalizer();

    /// <summary>openai-whisper's <c>EnglishTextNormalizer</c>.</summary>
    public static ITextNormalizer English { get; } = new WhisperEnglishNormalizer();

    private static readonly (NormalizerChoice Choice, ITextNormalizer Normalizer)[] BuiltIn =
    [
        (new("auto", "by language: english for English, basic+split-letters for Chinese, Cantonese, Japanese, Thai, Lao and Burmese, basic for others"), Auto),
        (new("none", "texts stay as they are"), None),
        (new("english", "openai-whisper's EnglishTextNormalizer"), English),
        (new("basic", "openai-whisper's BasicTextNormalizer"), Basic()),
        (new("basic+remove-diacritics", "the same, and letters lose their diacritics"), Basic(removeDiacritics: true)),
        (new("basic+split-letters", "the same as basic, and a space between every two letters"), Basic(splitLetters: true)),
        (new("basic+remove-diacritics+split-letters", "both"), Basic(removeDiacritics: true, splitLetters: true)),
    ];

    /// <summary>Every normaliser that can be asked for by name, the default first; a rule file is asked for by its path.</summary>
    public static IReadOnlyList<NormalizerChoice> Choices { get; } = [.. BuiltIn.Select(known => known.Choice)];

    /// <summary>openai-whisper's <c>BasicTextNormalizer</c>.</summary>
    /// <param name="removeDiacritics">Whether letters lose their diacritics.</param>
    /// <param name="splitLetters">Whether there is a space between every two grapheme clusters.</param>
    public static ITextNormalizer Basic(bool removeDiacritics = false, bool splitLetters = false) => new WhisperBasicNormalizer(removeDiacritics, splitLetters);

    /// <summary>The normaliser that a rule file describes.</summary>
    /// <exception cref="InvalidOptionException">The file, or one that it names, cannot be read or is not right; lists every problem with its line.</exception>
    public static ITextNormalizer FromFile(string path) => RuleFile.Read(path);

    /// <summary>The normaliser of a name, in capital or small letters, or else of a rule file.</summary>
    /// <exception cref="InvalidOptionException">It is neither; lists the names. Or the rule file is not right.</exception>
    public static ITextNormalizer Find(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (FindBuiltIn(nameOrPath) is { } normalizer)
            return normalizer;
        return File.Exists(nameOrPath)
            ? FromFile(nameOrPath)
            : throw new InvalidOptionException(
                $"The normaliser '{nameOrPath}' is neither known nor a rule file; expected {string.Join(", ", Choices.Select(choice => choice.Name))} or the path of a file with rules.");
    }

    internal static ITextNormalizer? FindBuiltIn(string name) =>
        Array.Find(BuiltIn, known => string.Equals(known.Choice.Name, name, StringComparison.OrdinalIgnoreCase)).Normalizer;
}
