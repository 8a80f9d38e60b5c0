namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>Replaces a text wherever it is, from left to right.</summary>
internal sealed class LiteralRule(string old, string replacement) : ITextRule
{
    public string Apply(string text, string? language) => text.Replace(old, replacement, StringComparison.Ordinal);
}
