using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>transformers' KyutaiSpeechToTextForConditionalGeneration: one shared embedding, queries, keys and values in parts.</summary>
internal sealed class TransformersLayout : IKyutaiLayout
{
    public const string ModelType = "kyutai_speech_to_text";
    private static readonly JsonElement EmptyConfig = JsonElement.Parse("{}"u8);
    private const string Embedding = "model.embed_tokens.embed_tokens.weight";
    private const string FinalNorm = "model.norm.weight";
    private const string Scores = "lm_head.weight";
    private const string Extractor = "preprocessor_config.json";

    // Where transformers 5 has what was the extractor's file before.
    private const string Processor = "processor_config.json";
    private const string ExtractorPart = "feature_extractor";

    private TransformersLayout(KyutaiConfig config) => Config = config;

    public KyutaiConfig Config { get; }

    public static TransformersLayout Read(ConfigReader fields)
    {
        fields.Word("hidden_act", "silu", "silu");
        fields.Require(!fields.Flag("tie_word_embeddings"), "tie_word_embeddings is true, and only an output layer of its own is supported");
        int width = fields.Number("hidden_size", 2048);
        int heads = fields.Number("num_attention_heads", 32);
        int hidden = fields.Number("ffn_dim", 11264);
        int vocabulary = fields.Number("vocab_size", 4001);
        var config = new KyutaiConfig
        {
            Width = width,
            Layers = fields.Count("num_hidden_layers", 48),
            Heads = heads,
            KeyHeads = fields.Number("num_key_value_heads", heads),
            HeadWidth = fields.Number("head_dim", Math.Max(width / heads, 1)),
            Hidden = hidden / 2,
            Window = fields.Window("sliding_window", 375),
            TextRows = vocabulary,
            Scored = vocabulary,
            Codebooks = fields.Count("num_codebooks", 32),
            CodeRows = fields.Number("codebook_vocab_size", 2049),
            SilentRow = fields.Number("audio_pad_token_id", 69569),
            Epsilon = fields.Real("rms_norm_eps", 1e-8),
            TurnsNeighbours = false,
        };
        fields.Require(hidden % 2 == 0, $"ffn_dim {hidden} is odd, and is two halves");
        // A model of other sizes may have kept the number of the published one, whose row is then some code's.
        fields.Require(
            config.SilentRow >= config.CodeRows && config.SilentRow < config.EmbeddingRows,
            $"audio_pad_token_id is {config.SilentRow}, expected a row of the embedding behind a codebook's numbers, {config.CodeRows} to {config.EmbeddingRows - 1}");
        return new TransformersLayout(config.Check(fields));
    }

    public void RequireFiles(ExportJob job)
    {
        job.RequireAnyOf(Extractor, Processor);
        job.RequireAnyOf("tokenizer.model", "tokenizer.json");
        string file = job.Has(Extractor) ? Extractor : Processor;
        using JsonDocument json = job.ReadJson(file);
        var fields = new ConfigReader(json.RootElement, Path.Combine(job.Checkpoint.Folder, file));
        ConfigReader times = file == Processor ? fields.Within(ExtractorPart) : fields;
        times.RequireSeconds("audio_delay_seconds");
        times.RequireSeconds("audio_silence_prefix_seconds");
        fields.Complete();
    }

    public IEnumerable<KeyValuePair<string, long[]>> Shapes(Checkpoint checkpoint)
    {
        (long width, long hidden) = (Config.Width, Config.Hidden);
        Dictionary<string, long[]> shapes = new()
        {
            [Embedding] = [Config.EmbeddingRows, width],
            [FinalNorm] = [width],
            [Scores] = [Config.Scored, width],
        };
        for (int i = 0; i < Config.Layers; i++)
        {
            string layer = Layer(i);
            shapes[layer + ".input_layernorm.weight"] = [width];
            shapes[layer + ".post_attention_layernorm.weight"] = [width];
            shapes[layer + ".self_attn.q_proj.linear.weight"] = [Config.QueryWidth, width];
            shapes[layer + ".self_attn.k_proj.linear.weight"] = [Config.KeyWidth, width];
            shapes[layer + ".self_attn.v_proj.linear.weight"] = [Config.KeyWidth, width];
            shapes[layer + ".self_attn.o_proj.linear.weight"] = [width, Config.QueryWidth];
            shapes[layer + ".mlp.fc1.weight"] = [2 * hidden, width];
            shapes[layer + ".mlp.fc2.weight"] = [width, hidden];
        }

        return shapes;
    }

    public IReadOnlyDictionary<string, string> WriteCodec(ExportJob job)
    {
        JsonElement codec = job.Config.TryGetProperty("codec_config", out JsonElement given) && given.ValueKind == JsonValueKind.Object ? given : EmptyConfig;
        MimiConfig sizes = MimiConfig.Read(codec, $"{job.ConfigPath}, codec_config,");
        return MimiExport.Write(job, job.Checkpoint, sizes with { Codebooks = Config.Codebooks }, new TransformersMimiNames("codec_model."));
    }

    public KyutaiWeights Weights(Checkpoint checkpoint, WeightStore weights) =>
        new(Embedding, [.. Enumerable.Range(0, Config.Layers).Select(i => Weights(Layer(i), weights))], FinalNorm, Scores, null);

    private static string Layer(int index) => $"model.layers.{index}";

    private KyutaiLayer Weights(string layer, WeightStore weights)
    {
        string inputs = weights.Join(
            layer + ".self_attn.qkv.weight", Config.QueryWidth + (2 * Config.KeyWidth), Config.Width, "qkv".Select(part => $"{layer}.self_attn.{part}_proj.linear.weight"));
        return new KyutaiLayer(
            layer, layer + ".input_layernorm.weight", inputs, layer + ".self_attn.o_proj.linear.weight", layer + ".post_attention_layernorm.weight",
            layer + ".mlp.fc1.weight", layer + ".mlp.fc2.weight");
    }
}
