namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>The formula by which Korean syllables are made of letters (The Unicode Standard, 3.12).</summary>
internal static class Hangul
{
    public const int LeadBase = 0x1100;
    public const int VowelBase = 0x1161;
    public const int TrailBase = 0x11A7; // one before the first: 0 stands for no trailing consonant
    public const int TrailCount = 28;
    public const int SyllableBase = 0xAC00;
    public const int LastSyllable = SyllableBase + (LeadCount * VowelCount * TrailCount) - 1;
    private const int LeadCount = 19;
    private const int VowelCount = 21;

    /// <summary>Appends the letters of a syllable; false where it is none.</summary>
    public static bool TryDecompose(int codePoint, List<int> target)
    {
        if (codePoint is < SyllableBase or > LastSyllable)
            return false;
        int index = codePoint - SyllableBase;
        target.Add(LeadBase + (index / (VowelCount * TrailCount)));
        target.Add(VowelBase + (index / TrailCount % VowelCount));
        if (index % TrailCount > 0)
            target.Add(TrailBase + (index % TrailCount));
        return true;
    }

    /// <summary>A lead and a vowel, or a syllable without a trail and a trail.</summary>
    public static bool TryCompose(int first, int second, out int composite)
    {
        if (first - LeadBase is >= 0 and < LeadCount && second - VowelBase is >= 0 and < VowelCount)
        {
            composite = SyllableBase + ((((first - LeadBase) * VowelCount) + second - VowelBase) * TrailCount);
            return true;
        }

        composite = first + second - TrailBase;
        return first is >= SyllableBase and <= LastSyllable && (first - SyllableBase) % TrailCount == 0
            && second - TrailBase is > 0 and < TrailCount;
    }
}
