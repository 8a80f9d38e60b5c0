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

    /// <summary>Some of the known words; null where none are.</summary>
    public WordSample? Sample { get; init; }

    /// <summary>What is wrong where an acoustic model cannot spell the words that are known; null where nothing is.</summary>
    public string? Misfit(CtcAlphabet alphabet) => Sample?.Misfit(alphabet);

    /// <summary>Opens a model.</summary>
    /// <param name="path">An ARPA file, a KenLM binary, or a folder as pyctcdecode and transformers save it: attrs.json, unigrams.txt and the model.</param>
    /// <param name="unigrams">A file of known words, one a line; null: the folder's, or else the model's own words where it has them.</param>
    /// <param name="alphabets">What the acoustic model writes, by language: one of them has to spell as the model does.</param>
    /// <exception cref="ModelFolderException">A file is missing, damaged or fits no alphabet.</exception>
    public static CtcLanguageModel Open(string path, string? unigrams, params IEnumerable<CtcAlphabet> alphabets)
    {
        CtcLanguageModelFiles files = CtcLanguageModelFiles.Find(path, unigrams);
        CtcLanguageModelAttributes? attributes = files.Attributes is { } json ? CtcLanguageModelAttributes.Read(json) : null;
        NgramModel model = LanguageModelFile.Open(files.Model);
        try
        {
            WordList? given = files.Unigrams is { } list ? KnownWords(list, model, mayBeEmpty: unigrams is null) : null;
            WordList? words = given is { Count: > 0 } ? given : model.Words();
            WordSample? sample = words is null ? null : new WordSample(words, given is { Count: > 0 } ? files.Unigrams! : files.Model);
            if (sample is not null && alphabets.All(alphabet => sample.Misfit(alphabet) is not null))
                throw new ModelFolderException(sample.Misfit(alphabets.First())!);
            return new CtcLanguageModel(model, words is { Count: > 0 } ? WordTrie.Of(words) : null)
            {
                WordsAreTheModels = given is not { Count: > 0 } && model.IsBinary,
                Attributes = attributes,
                Sample = sample,
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
}
