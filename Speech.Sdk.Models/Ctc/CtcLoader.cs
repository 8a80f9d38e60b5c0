using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Models.Ctc;

/// <summary>Loads a CTC model of any family: what differs is the front end and what the graph's input is called.</summary>
internal static class CtcLoader
{
    /// <summary>The role of a graph that scores frames for CTC.</summary>
    public const string Role = "ctc";

    private const string PaddedRole = Role + "-padded";
    private const string LanguageModelFolder = "language_model";

    /// <param name="folder">The model folder, with a manifest or with another exporter's graph.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="family">The family's name.</param>
    /// <param name="frontEnd">Makes the graph's input.</param>
    /// <param name="inputs">What the input is called, by this SDK's exporter and by others.</param>
    /// <exception cref="ModelFolderException">The folder does not transcribe, or is broken.</exception>
    public static CtcModel Load(ModelFolder folder, RecognizerOptions options, string family, IFrontEnd frontEnd, params string[] inputs) =>
        Load(folder, options, family, frontEnd, batches: null, inputs);

    /// <param name="folder">The model folder.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="family">The family's name.</param>
    /// <param name="frontEnd">Makes the graph's input.</param>
    /// <param name="batches">Whether clips of many lengths are scored together where the folder has a graph for it; null: on GPUs, since padding
    /// and masks cost a CPU more than they save.</param>
    /// <param name="inputs">What the input is called.</param>
    /// <inheritdoc cref="Load(ModelFolder, RecognizerOptions, string, IFrontEnd, string[])" path="/exception"/>
    public static CtcModel Load(ModelFolder folder, RecognizerOptions options, string family, IFrontEnd frontEnd, bool? batches, string[] inputs)
    {
        string graph = Graph(folder);
        CtcHeads heads = Heads(folder);
        CtcLanguageModel? words = LanguageModel(folder, options, heads);
        string precision = ModelFits.PrecisionOf(folder);
        OrtSession? session = null, padded = null;
        try
        {
            ProviderReport report = ExecutionProviders.Choose(options.ExecutionProvider, ModelFits.Of(folder));
            ProviderOptions provider = report.Chosen;
            string? forBatches = folder.Manifest?.Graphs.GetValueOrDefault(PaddedRole) is { } file ? folder.PathOf(file) : null;
            bool takesBatches = forBatches is not null && (batches ?? provider.Provider != ExecutionProvider.Cpu);
            // Only the graph for batches can be told that the last row of a clip is half of one.
            bool isOne = frontEnd.HasEnds && forBatches is not null;
            session = OrtSession.Load(isOne ? forBatches! : graph, provider, options.Threads, new SessionUse(IsGated: true));
            padded = takesBatches && !isOne ? OrtSession.Load(forBatches!, provider, options.Threads, new SessionUse(IsGated: true)) : null;
            CtcGraph loaded = new(session, padded, inputs, heads.All.All(head => head.Weights is not null)) { TakesBatches = takesBatches };
            return new CtcModel(folder.Name, family, precision, frontEnd, loaded, heads) { LanguageModel = words, ProviderReport = report.With(padded is null ? [session] : [session, padded]) };
        }
        catch
        {
            session?.Dispose();
            padded?.Dispose();
            words?.Dispose();
            throw;
        }
    }

    private static string Graph(ModelFolder folder)
    {
        if (folder.Manifest is { } manifest)
        {
            return manifest.Graphs.TryGetValue(Role, out string? file) ? folder.PathOf(file) : throw new ModelFolderException(
                $"{folder.Path} holds no {Role} graph but {string.Join(", ", manifest.Graphs.Keys)}, so it does not transcribe; give a folder exported of a ForCTC checkpoint.");
        }

        ForeignCtcGraph.RequireCtc(folder);
        return ForeignCtcGraph.Find(folder)!;
    }

    private static CtcHeads Heads(ModelFolder folder)
    {
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        IReadOnlyDictionary<string, CtcVocabulary> vocabularies = CtcVocabularyFiles.Read(folder.Path, config.Number("pad_token_id"), out string? language);
        CtcAlphabet? labels = vocabularies.Count == 1 ? Labels(folder) : null;
        CtcHead[] heads = [.. vocabularies.Select(vocabulary => new CtcHead(vocabulary.Key.Length == 0 ? null : vocabulary.Key, vocabulary.Value, labels, Weights(folder, vocabulary.Key)))];
        // An adapter model has the languages whose files are there; of the others its vocabulary speaks alone.
        if (config.Number("adapter_attn_dim") is not null && folder.Manifest is not null)
        {
            heads = [.. heads.Where(head => head.Weights is not null)];
            if (heads.Length == 0)
                throw new ModelFolderException($"{folder.Path} holds no language: no adapter.LANGUAGE.safetensors of one that vocab.json has ({string.Join(", ", vocabularies.Keys.Take(10))}). Export the checkpoint again, with the languages' adapters in it.");
        }

        return new CtcHeads(heads, language ?? (heads.Length == 1 ? heads[0].Language : null));
    }

    private static CtcLanguageModel? LanguageModel(ModelFolder folder, RecognizerOptions options, CtcHeads heads)
    {
        if (!options.UseLanguageModel)
            return null;
        string? beside = Directory.Exists(folder.PathOf(LanguageModelFolder)) ? folder.PathOf(LanguageModelFolder) : null;
        if ((options.LanguageModel ?? beside) is { } path)
            return CtcLanguageModel.Open(path, options.Unigrams, heads.All.Select(head => head.Alphabet(head.Vocabulary.Symbols.Count)));
        return options.Unigrams is null ? null : throw new InvalidOptionException(
            $"Unigrams is {options.Unigrams}, but there is no language model that it belongs to; give LanguageModel too.");
    }

    /// <summary>The symbols as Wav2Vec2ProcessorWithLM names them for its search; often in another case than the tokenizer's.</summary>
    private static CtcAlphabet? Labels(ModelFolder folder)
    {
        using ConfigFile alphabet = ConfigFile.ReadOptional(folder, "alphabet.json");
        return alphabet.Texts("labels") is { } labels && labels.Contains("") ? CtcAlphabet.FromNormalized(labels, alphabet.Flag("is_bpe")) : null;
    }

    private static LanguageWeights? Weights(ModelFolder folder, string language)
    {
        string file = $"adapter.{(language.Length == 0 ? "default" : language)}.safetensors";
        return folder.Has(file) ? new LanguageWeights(folder.PathOf(file)) : null;
    }
}
