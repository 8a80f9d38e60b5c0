using Speech.Sdk.Evaluation.Normalization.Characters;
using Speech.Sdk.Evaluation.Normalization.English;

namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>
/// openai-whisper's <c>EnglishTextNormalizer</c>: lower case, nothing in brackets, no fillers, contractions written out, numbers in digits, American
/// spelling, no punctuation but that of numbers. The result may begin or end with a space, as the reference's does.
/// </summary>
internal sealed class WhisperEnglishNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public string Name => "english";

    /// <inheritdoc/>
    public string Normalize(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        using TextBuffer buffer = new(text);
        LowerCase.Apply(buffer);
        Brackets.Remove(buffer);
        Contractions.Expand(buffer);
        NumberPunctuation.RemoveOther(buffer);
        Symbols.ToSpacesWithoutDiacritics(buffer, NumberPunctuation.Symbols);
        NumberSpacing.Apply(buffer);
        NumberReader.Apply(buffer);
        CurrencyAmounts.Apply(buffer);
        AmericanSpelling.Apply(buffer);
        NumberPunctuation.RemoveStray(buffer);
        Whitespace.Collapse(buffer);
        return buffer.ToString();
    }
}
