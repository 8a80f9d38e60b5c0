namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Gives out one string for equal short texts that come often: names of fields, licences, speakers. What it forgets is merely made anew.</summary>
internal sealed class StringPool
{
    private const int Longest = 64;
    private readonly string?[] _recent = new string?[1 << 13];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest)
            return text.ToString();
        ref string? known = ref _recent[string.GetHashCode(text) & (_recent.Length - 1)];
        if (known is null || !text.SequenceEqual(known))
            known = text.ToString();
        return known;
    }
}
