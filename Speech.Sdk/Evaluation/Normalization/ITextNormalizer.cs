namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>Makes texts comparable before they are scored: what people write differently and say alike becomes the same. Immutable and thread-safe.</summary>
public interface ITextNormalizer
{
    /// <summary>What reports call it, with the settings that change its result.</summary>
    string Name { get; }

    /// <summary>The text as it is scored.</summary>
    /// <param name="text">The text as it was written.</param>
    /// <param name="language">The code of its language, for normalisers that depend on it. null: unknown.</param>
    string Normalize(string text, string? language = null);
}
