namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>Texts stay as they are.</summary>
internal sealed class VerbatimNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public string Name => "none";

    /// <inheritdoc/>
    public string Normalize(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text;
    }
}
