namespace Speech.Sdk.LanguageModels;

/// <summary>The numbers of a model's words.</summary>
internal interface IVocabulary
{
    /// <summary>The number of the word with a hash; <see cref="NgramModel.Unknown"/> where there is none.</summary>
    uint Find(ulong hash);

    /// <summary>The words, where they are kept.</summary>
    WordList? Words();
}
