using System.Text.Json;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>A wav2vec2 checkpoint of a few thousand seeded random weights, for what a clone alone can prove.</summary>
internal sealed record TinyWav2Vec2
{
    private const int Width = 16;
    private const int Hidden = 24;
    private const int Channels = 8;
    private const int Layers = 2;
    private const int Symbols = 7;
    private const int AdapterWidth = 4;
    private const int OutputWidth = 12;
    private static readonly int[] Kernels = [10, 3, 2];

    public string Architecture { get; init; } = "Wav2Vec2ForCTC";

    /// <summary>Strided layers behind the encoder.</summary>
    public bool LengthAdapter { get; init; }

    /// <summary>An adapter to a language in every layer (MMS).</summary>
    public bool LanguageAdapter { get; init; }

    /// <summary>Changes config.json before it is written.</summary>
    public Action<Dictionary<string, object?>> Configure { get; init; } = _ => { };

    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Dictionary<string, object?> config = new()
        {
            ["model_type"] = "wav2vec2", ["architectures"] = (string[])[Architecture], ["hidden_size"] = Width, ["intermediate_size"] = Hidden,
            ["num_hidden_layers"] = Layers, ["num_attention_heads"] = 2, ["do_stable_layer_norm"] = true, ["feat_extract_norm"] = "layer", ["conv_bias"] = true,
            ["conv_dim"] = (int[])[Channels, Channels, Channels], ["conv_kernel"] = Kernels, ["conv_stride"] = (int[])[5, 2, 2],
            ["num_conv_pos_embeddings"] = 6, ["num_conv_pos_embedding_groups"] = 4, ["vocab_size"] = Symbols, ["classifier_proj_size"] = 5,
            ["tdnn_dim"] = (int[])[6, 6], ["tdnn_kernel"] = (int[])[3, 2], ["tdnn_dilation"] = (int[])[1, 2], ["xvector_output_dim"] = 4,
            ["add_adapter"] = LengthAdapter, ["num_adapter_layers"] = 2, ["output_hidden_size"] = LengthAdapter ? OutputWidth : Width,
            ["adapter_attn_dim"] = LanguageAdapter ? AdapterWidth : null, ["hidden_act"] = "gelu",
        };
        Configure(config);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(config));
        // Models of many languages have a vocabulary for each.
        if (!LanguageAdapter)
            File.WriteAllText(Path.Combine(folder, "vocab.json"), """{"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3, "|": 4, "a": 5, "b": 6}""");
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), Tensors().Select(tensor => (tensor.Name, tensor.Shape, Values(tensor.Name, tensor.Shape))));
        return folder;
    }

    /// <summary>Writes a language's own part beside a checkpoint.</summary>
    public static void WriteLanguage(string folder, string language, int symbols) => SafetensorsWriter.Write(
        Path.Combine(folder, $"adapter.{language}.safetensors"), LanguageTensors(symbols).Select(tensor => (tensor.Name, tensor.Shape, Values(language + tensor.Name, tensor.Shape))));

    private IEnumerable<(string Name, long[] Shape)> Tensors() =>
    [
        .. Enumerable.Range(0, Kernels.Length).SelectMany(Convolution),
        .. Norm("wav2vec2.feature_projection.layer_norm", Channels), .. Linear("wav2vec2.feature_projection.projection", Width, Channels),
        ("wav2vec2.encoder.pos_conv_embed.conv.bias", [Width]),
        ("wav2vec2.encoder.pos_conv_embed.conv.weight_g", [1, 1, 6]), ("wav2vec2.encoder.pos_conv_embed.conv.weight_v", [Width, Width / 4, 6]),
        .. Norm("wav2vec2.encoder.layer_norm", Width),
        .. Enumerable.Range(0, Layers).SelectMany(i => Layer($"wav2vec2.encoder.layers.{i}")),
        .. LengthAdapter ? LengthAdapterTensors() : [],
        .. LanguageAdapter ? LanguageTensors(Symbols) : Head(),
    ];

    private static IEnumerable<(string Name, long[] Shape)> Convolution(int i) =>
    [
        ($"wav2vec2.feature_extractor.conv_layers.{i}.conv.weight", [Channels, i == 0 ? 1 : Channels, Kernels[i]]),
        ($"wav2vec2.feature_extractor.conv_layers.{i}.conv.bias", [Channels]),
        .. Norm($"wav2vec2.feature_extractor.conv_layers.{i}.layer_norm", Channels),
    ];

    private static IEnumerable<(string Name, long[] Shape)> Layer(string name) =>
    [
        .. new[] { "q_proj", "k_proj", "v_proj", "out_proj" }.SelectMany(projection => Linear($"{name}.attention.{projection}", Width, Width)),
        .. Norm(name + ".layer_norm", Width), .. Norm(name + ".final_layer_norm", Width),
        .. Linear(name + ".feed_forward.intermediate_dense", Hidden, Width), .. Linear(name + ".feed_forward.output_dense", Width, Hidden),
    ];

    private static IEnumerable<(string Name, long[] Shape)> LengthAdapterTensors() =>
    [
        .. Linear("wav2vec2.adapter.proj", OutputWidth, Width), .. Norm("wav2vec2.adapter.proj_layer_norm", OutputWidth),
        .. Enumerable.Range(0, 2).SelectMany(i => new (string, long[])[]
        {
            ($"wav2vec2.adapter.layers.{i}.conv.weight", [2 * OutputWidth, OutputWidth, 3]), ($"wav2vec2.adapter.layers.{i}.conv.bias", [2 * OutputWidth]),
        }),
    ];

    private static IEnumerable<(string Name, long[] Shape)> LanguageTensors(int symbols) =>
    [
        .. Linear("lm_head", symbols, Width),
        .. Enumerable.Range(0, Layers).Select(i => $"wav2vec2.encoder.layers.{i}.adapter_layer").SelectMany(name => (IEnumerable<(string, long[])>)
            [.. Norm(name + ".norm", Width), .. Linear(name + ".linear_1", AdapterWidth, Width), .. Linear(name + ".linear_2", Width, AdapterWidth)]),
    ];

    private IEnumerable<(string Name, long[] Shape)> Head() => Architecture switch
    {
        "Wav2Vec2ForSequenceClassification" => [.. Linear("projector", 5, Width), .. Linear("classifier", 2, 5)],
        "Wav2Vec2ForAudioFrameClassification" => Linear("classifier", 2, Width),
        "Wav2Vec2ForXVector" =>
        [
            .. Linear("projector", 6, Width), .. Linear("tdnn.0.kernel", 6, 18), .. Linear("tdnn.1.kernel", 6, 12),
            .. Linear("feature_extractor", 4, 12), .. Linear("classifier", 4, 4),
        ],
        _ => Linear("lm_head", Symbols, LengthAdapter ? OutputWidth : Width),
    };

    private static (string Name, long[] Shape)[] Norm(string name, int width) => [(name + ".weight", [width]), (name + ".bias", [width])];

    private static (string Name, long[] Shape)[] Linear(string name, int outputs, int inputs) => [(name + ".weight", [outputs, inputs]), (name + ".bias", [outputs])];

    /// <summary>Large enough that every part changes the result.</summary>
    private static float[] Values(string name, long[] shape)
    {
        var random = new Random(name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        double spread = shape.Length == 1 ? 0.2 : 2 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (a, b) => a * b));
        double center = name.EndsWith("norm.weight", StringComparison.Ordinal) || name.EndsWith("weight_g", StringComparison.Ordinal) ? 1 : 0;
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(center + (spread * (random.NextDouble() - 0.5) * 2)))];
    }
}
