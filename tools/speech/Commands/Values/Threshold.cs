namespace Speech.Cli.Commands.Values;

/// <summary>A limit to check against, or <c>none</c> (null).</summary>
internal readonly record struct Threshold(double? Value)
{
    public static bool TryRead(string text, out Threshold threshold)
    {
        bool none = text.Equals("none", StringComparison.OrdinalIgnoreCase);
        bool number = NumberText.TryNumber(text, out double value);
        threshold = new(number ? value : null);
        return none || number;
    }
}
