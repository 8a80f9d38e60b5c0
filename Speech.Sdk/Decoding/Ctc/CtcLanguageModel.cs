using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>What a CTC search asks about words: an n-gram model, and the list of words that count as known. Loaded once, shared by searches.</summary>
/// <param name="Model">Scores words; owned.</param>
/// <param name="Words">The known words; null where there is no list, and only whole words are looked up, in the model.</param>
internal sealed record CtcLanguageModel(NgramModel Model, WordTrie? Words) : IDisposable
{
    /// <summary>Whether the list was taken from a KenLM binary's own words, which pyctcdecode does not do.</summary>
    public bool WordsAreTheModels { get; init; }

    /// <summary>The weights that were saved with the model; null where none were.</summary>
    public CtcLanguageModelAttributes? Attributes { get; init; }

    /// <summary>Opens a model.</summary>
    /// <param name="path">An ARPA file, a KenLM binary, or a folder as pyctcdecode and transformers save it: attrs.json, unigrams.txt and the model.</param>
    /// <param name="unigrams">A file of known words, one a line; null: the folder's, or else the model's own words where it has them.</param>
    /// <param name="alphabet">What the acoustic model writes, to check that both spell alike.</param>
    /// <exception cref="ModelFolderException">A file is missing, damaged or does not fit the alphabet.</exception>
    public static CtcLanguageModel Open(string path, string? unigrams, CtcAlphabet alphabet)
    {
        CtcLanguageModelFiles files = CtcLanguageModelFiles.Find(path, unigrams);
        CtcLanguageModelAttributes? attributes = files.Attributes is { } json ? CtcLanguageModelAttributes.Read(json) : null;
        NgramModel model = LanguageModelFile.Open(files.Model);
        try
        {
            WordList? given = files.Unigrams is { } list ? KnownWords(list, model, mayBeEmpty: unigrams is null) : null;
            WordList? words = given is { Count: > 0 } ? given : model.Words();
            if (words is not null)
                RequireSpelling(words, alphabet, given is { Count: > 0 } ? files.Unigrams! : files.Model);
            return new CtcLanguageModel(model, words is { Count: > 0 } ? WordTrie.Of(words) : null)
            {
                WordsAreTheModels = given is not { Count: > 0 } && model.IsBinary,
                Attributes = attributes,
            };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose() => Model.Dispose();

    // Words that the model does not know stay unknown, list or not.
    private static WordList KnownWords(string path, NgramModel model, bool mayBeEmpty)
    {
        WordList known = new();
        WordList all = WordList.Read(path);
        if (all.Count == 0 && !mayBeEmpty)
            throw new ModelFolderException($"The word list {path} is empty; expected one word a line.");
        for (int i = 0; i < all.Count; i++)
        {
            if (model.Index(all[i]) != NgramModel.Unknown)
                known.Add(all[i]);
        }

        return all.Count == 0 || known.Count > 0
            ? known
            : throw new ModelFolderException($"The language model knows none of the {all.Count} words of {path}; expected the list that it was made with.");
    }

    private static void RequireSpelling(WordList words, CtcAlphabet alphabet, string path)
    {
        int step = Math.Max(1, words.Count / 1000);
        int tried = 0, spelled = 0;
        for (int i = 0; i < words.Count; i += step, tried++)
            spelled += alphabet.CanSpell(words[i]) ? 1 : 0;
        if (spelled * 10 < tried)
        {
            throw new ModelFolderException(
                $"The acoustic model can spell {spelled} of {tried} words of {path}, such as '{System.Text.Encoding.UTF8.GetString(words[words.Count / 2])}'; " +
                $"expected a language model of its language, in its letters and case ({alphabet.Sample()}).");
        }
    }
}
