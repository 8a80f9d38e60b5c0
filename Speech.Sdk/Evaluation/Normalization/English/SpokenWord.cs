using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>A word of a text with what it means in a number; empty where there is none.</summary>
internal readonly ref struct SpokenWord(ReadOnlySpan<char> text)
{
    public ReadOnlySpan<char> Text { get; } = text;

    public NumberWord Meaning { get; } = NumberWord.Of(text);

    /// <summary>Whether it can be part of a number.</summary>
    public bool IsNumber => Meaning.Kind != NumberKind.None || IsFigures;

    /// <summary>Whether it is written in figures.</summary>
    public bool IsFigures => AreFigures(Text);

    /// <summary><c>^\d+(\.\d+)?$</c></summary>
    public static bool AreFigures(ReadOnlySpan<char> text)
    {
        int whole = CountDigits(text);
        if (whole == 0 || whole == text.Length)
            return whole > 0;
        ReadOnlySpan<char> decimals = text[whole..];
        return decimals.Length > 1 && decimals[0] == '.' && CountDigits(decimals[1..]) == decimals.Length - 1;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int index = 0;
        while (index < text.Length && CodePoint.IsDigit(CodePoint.At(text, index, out int length)))
            index += length;
        return index;
    }
}
