using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>What a CTC search asks about words: an n-gram model, and the list of words that count as known. Loaded once, shared by searches.</summary>
/// <param name="Model">Scores words.</param>
/// <param name="Words">The known words; null where there is no list, and only whole words are looked up, in the model.</param>
internal sealed record CtcLanguageModel(NgramModel Model, WordTrie? Words);
