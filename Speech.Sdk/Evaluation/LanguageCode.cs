namespace Speech.Sdk.Evaluation;

/// <summary>Language tags as lists write them, as the codes that recognisers and normalisers know.</summary>
internal static class LanguageCode
{
    /// <summary>The language alone of <c>de-DE</c>, <c>pt_br</c> or <c>zh-Hans-CN</c>; names as they are; null for <c>und</c>, an unknown one.</summary>
    public static string? Of(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag) || tag.Equals("und", StringComparison.OrdinalIgnoreCase))
            return null;
        int end = tag.AsSpan().IndexOfAny('-', '_');
        ReadOnlySpan<char> language = end < 0 ? tag : tag.AsSpan(0, end);
        return language.Length is 2 or 3 ? language.ToString().ToLowerInvariant() : tag;
    }
}
