using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Models.Ctc;

/// <summary>What a model writes in one language.</summary>
/// <param name="Language">The language's code as the folder has it; null where the model has one language and does not say which.</param>
/// <param name="Vocabulary">The symbols.</param>
internal sealed record CtcHead(string? Language, CtcVocabulary Vocabulary)
{
    /// <summary>The code of a language that is not known (ISO 639).</summary>
    public const string Undetermined = "und";
}
