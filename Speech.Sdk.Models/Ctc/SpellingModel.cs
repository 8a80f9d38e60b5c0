using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// The language model of a CTC model with the weights that it was tuned with: the caller's file, or the <c>language_model</c> folder that
/// Wav2Vec2ProcessorWithLM saves beside a checkpoint, with attrs.json and unigrams.txt.
/// </summary>
internal sealed record SpellingModel(CtcLanguageModel Model) : IDisposable
{
    private const string Folder = "language_model";
    private const string Weights = Folder + "/attrs.json";
    private const string Unigrams = Folder + "/unigrams.txt";

    private static readonly CtcBeamOptions Standard = new();

    public double Alpha { get; init; } = Standard.Alpha;

    public double Beta { get; init; } = Standard.Beta;

    public double UnknownWordScore { get; init; } = Standard.UnknownWordScore;

    public bool ScoreBoundary { get; init; } = Standard.ScoreBoundary;

    /// <summary>null where there is none.</summary>
    /// <exception cref="ModelFolderException">A file is missing or broken.</exception>
    /// <exception cref="InvalidOptionException">Words were given, but no language model is there for them.</exception>
    public static SpellingModel? Load(ModelFolder folder, RecognizerOptions options)
    {
        string? beside = Beside(folder);
        if ((options.LanguageModel ?? beside) is not { } path)
        {
            return options.Unigrams is null ? null : throw new InvalidOptionException(
                $"Unigrams is {options.Unigrams}, but there is no language model that it belongs to; give LanguageModel too.");
        }

        NgramModel model = LanguageModelFile.Open(path);
        try
        {
            bool isOfFolder = options.LanguageModel is null;
            string? words = options.Unigrams ?? (isOfFolder && folder.Has(Unigrams) ? folder.PathOf(Unigrams) : null);
            WordList? known = words is null ? model.Words() : WordList.Of(ReadWords(words));
            SpellingModel spelling = new(new CtcLanguageModel(model, known is null ? null : WordTrie.Of(known)));
            if (!isOfFolder)
                return spelling;
            using ConfigFile weights = ConfigFile.ReadOptional(folder, Weights);
            return spelling with
            {
                Alpha = weights.Real("alpha") ?? spelling.Alpha,
                Beta = weights.Real("beta") ?? spelling.Beta,
                UnknownWordScore = weights.Real("unk_score_offset") ?? spelling.UnknownWordScore,
                ScoreBoundary = weights.Flag("score_boundary", spelling.ScoreBoundary),
            };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose() => Model.Model.Dispose();

    private static string? Beside(ModelFolder folder)
    {
        if (!Directory.Exists(folder.PathOf(Folder)))
            return null;
        string[] models = [.. Directory.GetFiles(folder.PathOf(Folder)).Where(file => Path.GetFileName(file) is not ("attrs.json" or "unigrams.txt") && Path.GetFileName(file)[0] != '.')];
        return models.Length == 1 ? models[0] : throw new ModelFolderException(
            $"{folder.PathOf(Folder)} holds {models.Length} files besides attrs.json and unigrams.txt; expected one n-gram model. Copy the folder from the checkpoint again.");
    }

    private static string[] ReadWords(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read ({e.Message}); expected the words of a language model, one a line.", e);
        }
    }
}
