using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>Kyutai's own layout, as moshi writes it: an embedding for the text and one for each codebook.</summary>
internal sealed class OriginalLayout : IKyutaiLayout
{
    public const string ModelType = "stt";
    private const string FinalNorm = "out_norm.alpha";
    private const string Scores = "text_linear.weight";
    private const string TextEmbedding = "text_emb.weight";

    private readonly string _codec;
    private readonly string? _codecConfig;
    private readonly string _tokenizer;

    private OriginalLayout(KyutaiConfig config, ConfigReader fields)
    {
        Config = config;
        _codec = fields.FileName("mimi_name") ?? "";
        _codecConfig = fields.FileName("mimi_config_name", required: false);
        _tokenizer = fields.FileName("tokenizer_name") ?? "";
    }

    public KyutaiConfig Config { get; }

    public static OriginalLayout Read(ConfigReader fields)
    {
        fields.Word("gating", "silu", "silu");
        string norm = fields.Word("norm", "rms_norm_f32", "rms_norm_f32", "rms_norm");
        fields.Word("positional_embedding", "rope", "rope");
        fields.Require(fields.Flag("causal", true), "causal is false, and only a causal model can be run step by step");
        fields.Require(!fields.Flag("cross_attention"), "cross_attention is true, which is not supported");
        fields.Require(!fields.Has("layer_scale"), "layer_scale is set, which is not supported");
        fields.Require(fields.Number("dep_q", 0, smallest: 0) == 0, "dep_q is not 0: the model speaks, and only speech to text is supported");
        fields.Require(fields.IsZero("delays"), "delays are not all 0, and only text and sound of the same step are supported");
        int width = fields.Number("dim", 2048);
        int heads = fields.Number("num_heads", 16);
        int texts = fields.Number("text_card", 8000);
        int codebooks = fields.Count("n_q", 32);
        int codes = fields.Number("card", 2048);
        var config = new KyutaiConfig
        {
            Width = width,
            Layers = fields.Count("num_layers", 16),
            Heads = heads,
            KeyHeads = heads,
            HeadWidth = Math.Max(width / heads, 1),
            Hidden = HiddenOf(width, fields.Real("hidden_scale", 4.125)),
            Window = fields.Window("context", 750),
            TextRows = texts + 1,
            Scored = texts,
            Codebooks = codebooks,
            CodeRows = codes + 1,
            SilentRow = texts + 1 + (codebooks * (codes + 1)),
            // moshi's create_norm_fn.
            Epsilon = norm == "rms_norm" ? 1e-5 : 1e-8,
            TurnsNeighbours = true,
            PauseHeads = fields.Number("extra_heads_num_heads", 0, smallest: 0),
            PauseClasses = fields.Number("extra_heads_dim", 6),
        };
        ConfigReader times = fields.Within("stt_config");
        // Published before there was such a section; readers know theirs.
        bool isPublished = texts is 4000 or 8000;
        times.RequireSeconds("audio_delay_seconds", isPublished);
        times.RequireSeconds("audio_silence_prefix_seconds", isPublished);
        fields.Require(width % heads == 0, $"dim {width} is not divisible by num_heads {heads}");
        return new OriginalLayout(config.Check(fields), fields);
    }

    public void RequireFiles(ExportJob job)
    {
        job.RequireFile(_codec);
        job.RequireFile(_tokenizer);
        if (_codecConfig is not null)
            job.RequireFile(_codecConfig);
    }

    public IEnumerable<KeyValuePair<string, long[]>> Shapes(Checkpoint checkpoint)
    {
        (long width, long hidden) = (Config.Width, Config.Hidden);
        Dictionary<string, long[]> shapes = new()
        {
            [TextEmbedding] = [Config.TextRows, width],
            [FinalNorm] = [1, 1, width],
            [Scores] = [Config.Scored, width],
        };
        foreach (string embedding in CodeEmbeddings)
            shapes[embedding] = [Config.CodeRows, width];
        foreach (string head in PauseHeads)
            shapes[head] = [Config.PauseClasses, width];
        for (int i = 0; i < Config.Layers; i++)
        {
            string layer = Layer(i);
            shapes[layer + ".norm1.alpha"] = [1, 1, width];
            shapes[layer + ".norm2.alpha"] = [1, 1, width];
            shapes[InputsOf(checkpoint, layer)] = [3 * width, width];
            shapes[OutputOf(checkpoint, layer)] = [width, width];
            shapes[layer + ".gating.linear_in.weight"] = [2 * hidden, width];
            shapes[layer + ".gating.linear_out.weight"] = [width, hidden];
        }

        return shapes;
    }

    public IReadOnlyDictionary<string, string> WriteCodec(ExportJob job)
    {
        using Checkpoint codec = job.OpenPart(_codec);
        using JsonDocument? sizes = _codecConfig is null ? null : job.ReadJson(_codecConfig);
        MimiConfig config = MimiConfig.ReadOriginal(sizes?.RootElement, _codecConfig ?? job.ConfigPath);
        return MimiExport.Write(job, codec, config with { Codebooks = Config.Codebooks }, new OriginalMimiNames(codec));
    }

    public KyutaiWeights Weights(Checkpoint checkpoint, WeightStore weights)
    {
        string embedding = weights.Join("embeddings", Config.EmbeddingRows, Config.Width, CodeEmbeddings.Prepend(TextEmbedding));
        string? pauses = Config.PauseHeads == 0
            ? null
            : weights.Join("extra_heads", Config.PauseHeads * Config.PauseClasses, Config.Width, PauseHeads);
        KyutaiLayer[] layers = [.. Enumerable.Range(0, Config.Layers).Select(Layer).Select(layer => new KyutaiLayer(
            layer, Norm(weights, layer + ".norm1.alpha"), InputsOf(checkpoint, layer), OutputOf(checkpoint, layer), Norm(weights, layer + ".norm2.alpha"),
            layer + ".gating.linear_in.weight", layer + ".gating.linear_out.weight"))];
        return new KyutaiWeights(embedding, layers, Norm(weights, FinalNorm), Scores, pauses);
    }

    private IEnumerable<string> CodeEmbeddings => Enumerable.Range(0, Config.Codebooks).Select(codebook => $"emb.{codebook}.weight");

    private IEnumerable<string> PauseHeads => Enumerable.Range(0, Config.PauseHeads).Select(head => $"extra_heads.{head}.weight");

    private static string Layer(int index) => $"transformer.layers.{index}";

    // Files that moshi saved from memory name each step's weights, of which there is one.
    private static string InputsOf(Checkpoint checkpoint, string layer) =>
        checkpoint.Contains(layer + ".self_attn.in_projs.0.weight") ? layer + ".self_attn.in_projs.0.weight" : layer + ".self_attn.in_proj_weight";

    private static string OutputOf(Checkpoint checkpoint, string layer) =>
        checkpoint.Contains(layer + ".self_attn.out_projs.0.weight") ? layer + ".self_attn.out_projs.0.weight" : layer + ".self_attn.out_proj.weight";

    /// <summary>moshi's rule for gated feed-forwards.</summary>
    private static int HiddenOf(int width, double scale)
    {
        int ungated = (int)(scale * width);
        return ungated == 4 * width ? 21 * width / 8 : 2 * ungated / 3;
    }

    private string Norm(WeightStore weights, string name) => weights.Derive(name + ".flat", [Config.Width], () => weights.Read(name));
}
