namespace Speech.Sdk.Models.KyutaiStt.Words;

/// <summary>The ids that are no text: the two marks, all up to <paramref name="Padding"/>, and those that the tokenizer lacks.</summary>
/// <param name="WordMark">A word begins behind it.</param>
/// <param name="EndOfText">No more text comes.</param>
/// <param name="Padding">Nothing is said.</param>
internal sealed record TextIds(int WordMark = 0, int EndOfText = 2, int Padding = 3)
{
    /// <summary>Whether an id is text, if the tokenizer has it.</summary>
    public bool MayBeText(int id) => id > Padding && id != WordMark && id != EndOfText;
}
