namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>One line of a rule file. Immutable and thread-safe.</summary>
internal interface ITextRule
{
    /// <summary>The text as the next rule gets it.</summary>
    string Apply(string text, string? language);
}
