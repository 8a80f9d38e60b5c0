using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Models.Ctc;

/// <summary>What a model writes in one language.</summary>
/// <param name="Language">The language's code as the folder has it; null where the model has one language and does not say which.</param>
/// <param name="Vocabulary">The symbols.</param>
/// <param name="Weights">What the graph is given for the language; null where it has one.</param>
internal sealed record CtcHead(string? Language, CtcVocabulary Vocabulary, LanguageWeights? Weights = null)
{
    /// <summary>The code of a language that is not known (ISO 639).</summary>
    public const string Undetermined = "und";
}
