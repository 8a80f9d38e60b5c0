namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>Hands the text to a built-in normaliser.</summary>
internal sealed class NormalizerRule(ITextNormalizer normalizer) : ITextRule
{
    public string Apply(string text, string? language) => normalizer.Normalize(text, language);
}
