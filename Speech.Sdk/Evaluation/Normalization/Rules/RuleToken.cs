namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>How a part of a rule is written.</summary>
internal enum RuleTokenKind
{
    /// <summary>Bare, such as <c>lower</c>.</summary>
    Word,

    /// <summary>In quotes.</summary>
    Text,

    /// <summary>Between slashes.</summary>
    Pattern,
}

/// <summary>A part of a rule.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Value">What it says, without quotes, slashes and escapes.</param>
internal readonly record struct RuleToken(RuleTokenKind Kind, string Value);
