using System.Globalization;

namespace Speech.Cli.Commands.Values;

/// <summary>Numbers with a decimal point, in every culture.</summary>
internal static class NumberText
{
    public static bool TryWhole(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>What is infinite, or no number at all, would pass every limit that it is compared with.</summary>
    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static bool TrySeconds(string text, out TimeSpan value)
    {
        // Beyond a thousand days it is a slip, and TimeSpan has its limits.
        bool found = TryNumber(text, out double seconds) && Math.Abs(seconds) < 1e8;
        value = found ? TimeSpan.FromSeconds(seconds) : default;
        return found;
    }
}
