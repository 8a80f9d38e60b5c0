using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Mimi;

namespace Speech.Sdk.Tests.KyutaiStt;

/// <summary>
/// A Kyutai checkpoint of seeded random weights, for what a clone alone can prove: in transformers' layout, or the same numbers in Kyutai's.
/// Its sizes are small, and large enough that products are summed in blocks.
/// </summary>
internal static class TinyKyutai
{
    public const int Width = 192;
    public const int Heads = 3;
    public const int Layers = 2;
    public const int Hidden = 264;
    public const int Window = 12;
    public const int Texts = 300;
    public const int Codebooks = 4;
    public const int Codes = 64;
    public const double Theta = 100_000;

    /// <summary>The initial text id and the initial code.</summary>
    public const int InitialText = Texts;

    public const int InitialCode = Codes;

    private static readonly string[] Projections = ["q", "k", "v"];

    public static JsonObject TransformersConfig() => new()
    {
        ["model_type"] = "kyutai_speech_to_text", ["hidden_size"] = Width, ["num_attention_heads"] = Heads, ["num_hidden_layers"] = Layers, ["ffn_dim"] = 2 * Hidden,
        ["sliding_window"] = Window, ["vocab_size"] = Texts + 1, ["num_codebooks"] = Codebooks, ["codebook_vocab_size"] = Codes + 1,
        ["audio_pad_token_id"] = SilentRow, ["bos_token_id"] = InitialText, ["audio_bos_token_id"] = InitialCode, ["codec_config"] = RandomMimi.Small,
    };

    public static JsonObject OriginalConfig() => new()
    {
        ["model_type"] = "stt", ["dim"] = Width, ["num_heads"] = Heads, ["num_layers"] = Layers, ["hidden_scale"] = 1.5 * Hidden / Width, ["context"] = Window,
        ["text_card"] = Texts, ["n_q"] = Codebooks, ["card"] = Codes, ["delays"] = new JsonArray(0, 0, 0, 0, 0), ["extra_heads_num_heads"] = 2, ["extra_heads_dim"] = 3,
        ["mimi_name"] = "mimi@1.safetensors", ["mimi_config_name"] = "mimi.json", ["tokenizer_name"] = "words_300.model",
        ["stt_config"] = new JsonObject { ["audio_delay_seconds"] = 0.5, ["audio_silence_prefix_seconds"] = 0 },
    };

    public static int SilentRow => Texts + 1 + (Codebooks * (Codes + 1));

    /// <summary>Writes the folder in transformers' layout.</summary>
    public static string WriteTransformers(string folder, JsonObject? config = null)
    {
        Write(folder, config ?? TransformersConfig(), "model.safetensors", [.. LanguageModel(), .. Codec(new TransformersMimiNames("codec_model."))]);
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{ "sampling_rate": 24000, "audio_delay_seconds": 0.5, "audio_silence_prefix_seconds": 0 }""");
        File.WriteAllText(Path.Combine(folder, "tokenizer.model"), "words");
        return folder;
    }

    /// <summary>Writes the same numbers in Kyutai's layout, with pause heads.</summary>
    public static string WriteOriginal(string folder, JsonObject? config = null)
    {
        Write(folder, config ?? OriginalConfig(), "model.safetensors", Original([.. LanguageModel()]));
        // Names follow what a file holds, and there is none of the codec yet.
        using (Checkpoint other = Checkpoint.Open(folder))
            SafetensorsWriter.Write(Path.Combine(folder, "mimi@1.safetensors"), Codec(new OriginalMimiNames(other)));
        File.WriteAllText(Path.Combine(folder, "mimi.json"), """
            {
                "seanet": {"n_filters": 4, "dimension": 32}, "transformer": {"d_model": 32, "num_layers": 2, "num_heads": 4, "dim_feedforward": 64},
                "quantizer": {"n_q": 4, "bins": 64, "dimension": 16}
            }
            """);
        File.WriteAllBytes(Path.Combine(folder, "words_300.model"), [1, 2, 3]);
        return folder;
    }

    /// <summary>The language model's tensors by transformers' names.</summary>
    public static IEnumerable<(string Name, long[] Shape, float[] Values)> LanguageModel()
    {
        // The last row of the embedding and the initial id's score are zeros.
        yield return Tensor("model.embed_tokens.embed_tokens.weight", 0.5, zeros: Width, SilentRow + 1, Width);
        yield return Tensor("model.norm.weight", 0.2, zeros: 0, Width);
        yield return Tensor("lm_head.weight", 0.3, zeros: Width, Texts + 1, Width);
        for (int i = 0; i < Layers; i++)
        {
            string layer = $"model.layers.{i}";
            yield return Tensor(layer + ".input_layernorm.weight", 0.2, zeros: 0, Width);
            yield return Tensor(layer + ".post_attention_layernorm.weight", 0.2, zeros: 0, Width);
            foreach (string part in Projections.Append("o"))
                yield return Tensor($"{layer}.self_attn.{part}_proj.linear.weight", 0.25, zeros: 0, Width, Width);
            yield return Tensor(layer + ".mlp.fc1.weight", 0.15, zeros: 0, 2 * Hidden, Width);
            yield return Tensor(layer + ".mlp.fc2.weight", 0.15, zeros: 0, Width, Hidden);
        }
    }

    private static void Write(string folder, JsonObject config, string file, IEnumerable<(string, long[], float[])> tensors)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        SafetensorsWriter.Write(Path.Combine(folder, file), tensors);
    }

    private static IEnumerable<(string, long[], float[])> Codec(IMimiNames names) =>
        MimiTensors.Shapes(MimiConfig.Read(JsonSerializer.SerializeToElement(RandomMimi.Small), "config.json"), names)
            .Select(tensor => Tensor(tensor.Key, tensor.Key.Contains("usage", StringComparison.Ordinal) ? 0.5 : 0.2, zeros: 0, tensor.Value));

    private static IEnumerable<(string, long[], float[])> Original((string Name, long[] Shape, float[] Values)[] tensors)
    {
        float[] Values(string name) => tensors.Single(tensor => tensor.Name == name).Values;
        float[] rows = Values("model.embed_tokens.embed_tokens.weight");
        yield return ("text_emb.weight", [Texts + 1, Width], rows[..((Texts + 1) * Width)]);
        for (int codebook = 0; codebook < Codebooks; codebook++)
            yield return ($"emb.{codebook}.weight", [Codes + 1, Width], rows.AsSpan((Texts + 1 + (codebook * (Codes + 1))) * Width, (Codes + 1) * Width).ToArray());
        yield return ("text_linear.weight", [Texts, Width], Values("lm_head.weight")[..(Texts * Width)]);
        yield return ("out_norm.alpha", [1, 1, Width], Values("model.norm.weight"));
        for (int head = 0; head < 2; head++)
            yield return Tensor($"extra_heads.{head}.weight", 0.3, zeros: 0, 3, Width);
        for (int i = 0; i < Layers; i++)
        {
            (string layer, string theirs) = ($"transformer.layers.{i}", $"model.layers.{i}");
            yield return (layer + ".norm1.alpha", [1, 1, Width], Values(theirs + ".input_layernorm.weight"));
            yield return (layer + ".norm2.alpha", [1, 1, Width], Values(theirs + ".post_attention_layernorm.weight"));
            // One layer by either of the names that there are.
            yield return (
                layer + (i == 0 ? ".self_attn.in_proj_weight" : ".self_attn.in_projs.0.weight"), [3 * Width, Width],
                [.. Projections.SelectMany(part => Neighbours(Values($"{theirs}.self_attn.{part}_proj.linear.weight"), part != "v"))]);
            yield return (layer + (i == 0 ? ".self_attn.out_proj.weight" : ".self_attn.out_projs.0.weight"), [Width, Width], Values(theirs + ".self_attn.o_proj.linear.weight"));
            yield return (layer + ".gating.linear_in.weight", [2 * Hidden, Width], Values(theirs + ".mlp.fc1.weight"));
            yield return (layer + ".gating.linear_out.weight", [Width, Hidden], Values(theirs + ".mlp.fc2.weight"));
        }
    }

    /// <summary>Rows i and i + half of a head become neighbours.</summary>
    private static IEnumerable<float> Neighbours(float[] weight, bool turned)
    {
        if (!turned)
            return weight;
        const int headWidth = Width / Heads;
        return Enumerable.Range(0, Width).SelectMany(row =>
        {
            (int head, int place) = Math.DivRem(row, headWidth);
            int source = (head * headWidth) + (place / 2) + (place % 2 * headWidth / 2);
            return weight.AsSpan(source * Width, Width).ToArray();
        });
    }

    private static (string Name, long[] Shape, float[] Values) Tensor(string name, double spread, int zeros, params long[] shape)
    {
        var random = new Random(name.Aggregate(23, (hash, letter) => unchecked((hash * 31) + letter)));
        bool isScale = name.EndsWith("norm.weight", StringComparison.Ordinal) || name.Contains("norm1", StringComparison.Ordinal) || name.Contains("norm2", StringComparison.Ordinal) || name.Contains("usage", StringComparison.Ordinal);
        int count = (int)shape.Aggregate(1L, (a, b) => a * b);
        return (name, shape, [.. Enumerable.Range(0, count).Select(i => i >= count - zeros ? 0 : (float)((isScale ? 1 : 0) + (spread * ((random.NextDouble() * 2) - 1))))]);
    }
}
