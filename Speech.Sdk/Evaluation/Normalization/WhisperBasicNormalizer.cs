using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>
/// openai-whisper's <c>BasicTextNormalizer</c>, for all languages: lower case, nothing in brackets, spaces for marks, symbols and punctuation.
/// The result may begin or end with a space, as the reference's does.
/// </summary>
/// <param name="removeDiacritics">Whether letters lose their diacritics, instead of being replaced by spaces where Unicode has no letter that includes them.</param>
/// <param name="splitLetters">Whether there is a space between every two grapheme clusters, for languages that are scored by characters.</param>
internal sealed class WhisperBasicNormalizer(bool removeDiacritics, bool splitLetters) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Name { get; } = "basic" + (removeDiacritics ? "+remove-diacritics" : "") + (splitLetters ? "+split-letters" : "");

    /// <inheritdoc/>
    public string Normalize(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        using TextBuffer buffer = new(text);
        LowerCase.Apply(buffer);
        Brackets.Remove(buffer);
        if (removeDiacritics)
            Symbols.ToSpacesWithoutDiacritics(buffer);
        else
            Symbols.ToSpaces(buffer);
        LowerCase.Apply(buffer);
        if (splitLetters)
            Whitespace.Between(buffer);
        Whitespace.Collapse(buffer);
        return buffer.ToString();
    }
}
