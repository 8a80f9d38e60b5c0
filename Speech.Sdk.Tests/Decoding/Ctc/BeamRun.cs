using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>One of pyctcdecode's runs: what it was given and what it answered.</summary>
internal sealed class BeamRun(JsonNode run)
{
    public const string Folder = "fixtures/ctc/lm/";

    private static readonly Lazy<JsonNode> File = new(() => Shared.Json(Folder + "golden.json"));
    private static readonly Lazy<GoldenTensors> Tensors = new(() => Shared.Tensors(Folder + "golden.safetensors"));

    public static JsonNode Golden => File.Value;

    public static IEnumerable<BeamRun> All => Golden["runs"]!.AsArray().Select(run => new BeamRun(run!));

    public string Name => (string)run["name"]!;

    public string? Model => (string?)run["lm"];

    public JsonArray Expected => run["top5"]!.AsArray();

    public int Total => (int)run["beams_total"]!;

    public CtcAlphabet Alphabet => AlphabetOf((string)run["labels"]!);

    public float[] LogProbabilities => LogProbabilitiesOf((string)run["logits"]!, Alphabet);

    public IReadOnlyList<string>? Unigrams => run["build_ctcdecoder"]!["unigrams"]?.AsArray().Select(word => (string)word!).ToList();

    /// <summary>What pyctcdecode takes for known words: the list it is given, or of an ARPA file the 1-grams with a back-off; known to the model.</summary>
    public WordTrie? Words(NgramModel model)
    {
        IEnumerable<string>? words = Unigrams ?? (Path.GetExtension(Model) == ".arpa" ? OneGrams(Shared.Path(Folder + Model)) : null);
        return words is null ? null : WordTrie.Of(WordList.Of(words.Where(word => model.Index(Encoding.UTF8.GetBytes(word)) != NgramModel.Unknown)));
    }

    private static IEnumerable<string> OneGrams(string arpa) => System.IO.File.ReadLines(arpa)
        .SkipWhile(line => line != "\\1-grams:").TakeWhile(line => line != "\\2-grams:")
        .Select(line => line.Trim().Split('\t')).Where(columns => columns.Length == 3).Select(columns => columns[1]);

    public CtcBeamOptions Options
    {
        get
        {
            JsonNode build = run["build_ctcdecoder"]!, call = run["decode_beams"]!;
            double weight = (double?)call["hotword_weight"] ?? 10;
            return new CtcBeamOptions
            {
                ReferenceScoring = true,
                Alpha = (double?)build["alpha"] ?? 0.5,
                Beta = (double?)build["beta"] ?? 1.5,
                UnknownWordScore = (double?)build["unk_score_offset"] ?? -10,
                ScoreBoundary = (bool?)build["lm_score_boundary"] ?? true,
                Width = (int?)call["beam_width"] ?? 100,
                MinTokenLogProbability = (double?)call["token_min_logp"] ?? -5,
                BeamPruneLogProbability = (double?)call["beam_prune_logp"] ?? -10,
                PruneHistory = (bool?)call["prune_history"] ?? false,
                Hotwords = [.. (call["hotwords"]?.AsArray() ?? []).Select(word => new Hotword((string)word!, weight / CtcBeamOptions.ScorePerWeight))],
            };
        }
    }

    public static CtcAlphabet AlphabetOf(string name) => CtcAlphabet.FromVocabulary([.. Golden["labels"]![name]!.AsArray().Select(label => (string)label!)]);

    public static float[] LogProbabilitiesOf(string tensor, CtcAlphabet alphabet)
    {
        float[] values = Tensors.Value.Floats(tensor);
        for (int at = 0; at < values.Length; at += alphabet.Count)
            _ = Speech.Sdk.Decoding.LogSumExp.Normalize(values.AsSpan(at, alphabet.Count));
        return values;
    }
}
