using System.Globalization;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Values that begin with a number (<c>-5 dB</c>, <c>10 dB</c>) by that number, then all others by their characters.</summary>
internal sealed class ValueOrder : IComparer<string>
{
    public static readonly ValueOrder Instance = new();

    private ValueOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        int byNumber = Number(x).CompareTo(Number(y));
        return byNumber != 0 ? byNumber : string.CompareOrdinal(x, y);
    }

    private static double Number(ReadOnlySpan<char> value)
    {
        int length = 0;
        while (length < value.Length && (char.IsAsciiDigit(value[length]) || value[length] == '.' || (length == 0 && value[length] is '-' or '+')))
            length++;
        return double.TryParse(value[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;
    }
}
