using System.Text.Json.Nodes;
using Speech.Sdk.Benchmarks.FullSize;

namespace Speech.Sdk.Benchmarks.CtcModels;

/// <summary>A CTC model in its true size: the checkpoint, and what its graph takes for some seconds of sound.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Checkpoint">Its tensors.</param>
/// <param name="Input">The graph's input.</param>
/// <param name="Shape">The input's shape for so many seconds.</param>
internal sealed record FullSizeModel(string Name, Func<RandomCheckpoint> Checkpoint, string Input, Func<int, long[]> Shape)
{
    private const int Layers = 24;
    private const int Width = 1024;
    private const int Hidden = 4096;
    private const int Symbols = 32;
    private const int SampleRate = 16_000;
    private const int RowsPerSecond = 50;

    /// <summary>XLS-R with 300 million weights, which is XLSR-53 as well.</summary>
    public static FullSizeModel XlsR { get; } = new("xls-r-300m", XlsRCheckpoint, "waveform", seconds => [1, seconds * SampleRate]);

    /// <summary>w2v-BERT 2.0 with 580 million weights.</summary>
    public static FullSizeModel Wav2Vec2Bert { get; } = new("w2v-bert-2.0", Wav2Vec2BertCheckpoint, "features", seconds => [1, seconds * RowsPerSecond, 160]);

    public static FullSizeModel[] All { get; } = [XlsR, Wav2Vec2Bert];

    public static FullSizeModel Named(string name) => All.Single(model => model.Name == name);

    private static RandomCheckpoint XlsRCheckpoint()
    {
        var checkpoint = new RandomCheckpoint(new JsonObject
        {
            ["model_type"] = "wav2vec2", ["architectures"] = new JsonArray("Wav2Vec2ForCTC"), ["vocab_size"] = Symbols, ["hidden_size"] = Width,
            ["num_hidden_layers"] = Layers, ["num_attention_heads"] = 16, ["intermediate_size"] = Hidden, ["do_stable_layer_norm"] = true,
            ["feat_extract_norm"] = "layer", ["conv_bias"] = true,
        });
        const string model = "wav2vec2.";
        int[] kernels = [10, 3, 3, 3, 3, 2, 2];
        for (int i = 0; i < kernels.Length; i++)
        {
            string layer = $"{model}feature_extractor.conv_layers.{i}";
            checkpoint.Tensor(layer + ".conv.weight", 512, i == 0 ? 1 : 512, kernels[i]);
            checkpoint.Tensor(layer + ".conv.bias", 512);
            checkpoint.Norm(layer + ".layer_norm", 512);
        }

        checkpoint.Norm(model + "feature_projection.layer_norm", 512);
        checkpoint.Linear(model + "feature_projection.projection", Width, 512);
        checkpoint.Tensor(model + "encoder.pos_conv_embed.conv.bias", Width);
        checkpoint.Tensor(model + "encoder.pos_conv_embed.conv.parametrizations.weight.original0", 1, 1, 128);
        checkpoint.Tensor(model + "encoder.pos_conv_embed.conv.parametrizations.weight.original1", Width, Width / 16, 128);
        checkpoint.Norm(model + "encoder.layer_norm", Width);
        for (int i = 0; i < Layers; i++)
        {
            string layer = $"{model}encoder.layers.{i}";
            foreach (string part in (string[])["q_proj", "k_proj", "v_proj", "out_proj"])
                checkpoint.Linear($"{layer}.attention.{part}", Width, Width);
            checkpoint.Linear(layer + ".feed_forward.intermediate_dense", Hidden, Width);
            checkpoint.Linear(layer + ".feed_forward.output_dense", Width, Hidden);
            checkpoint.Norm(layer + ".layer_norm", Width);
            checkpoint.Norm(layer + ".final_layer_norm", Width);
        }

        checkpoint.Linear("lm_head", Symbols, Width);
        return checkpoint;
    }

    private static RandomCheckpoint Wav2Vec2BertCheckpoint()
    {
        var checkpoint = new RandomCheckpoint(new JsonObject
        {
            ["model_type"] = "wav2vec2-bert", ["architectures"] = new JsonArray("Wav2Vec2BertForCTC"), ["vocab_size"] = Symbols,
        });
        const string model = "wav2vec2_bert.";
        checkpoint.Norm(model + "feature_projection.layer_norm", 160);
        checkpoint.Linear(model + "feature_projection.projection", Width, 160);
        for (int i = 0; i < Layers; i++)
        {
            string layer = $"{model}encoder.layers.{i}";
            foreach (string part in (string[])["ffn1", "ffn2"])
            {
                checkpoint.Norm($"{layer}.{part}_layer_norm", Width);
                checkpoint.Linear($"{layer}.{part}.intermediate_dense", Hidden, Width);
                checkpoint.Linear($"{layer}.{part}.output_dense", Width, Hidden);
            }

            checkpoint.Norm(layer + ".self_attn_layer_norm", Width);
            foreach (string part in (string[])["q", "k", "v", "out"])
                checkpoint.Linear($"{layer}.self_attn.linear_{part}", Width, Width);
            checkpoint.Tensor(layer + ".self_attn.distance_embedding.weight", 64 + 8 + 1, Width / 16);
            checkpoint.Norm(layer + ".conv_module.layer_norm", Width);
            checkpoint.Tensor(layer + ".conv_module.pointwise_conv1.weight", 2 * Width, Width, 1);
            checkpoint.Tensor(layer + ".conv_module.depthwise_conv.weight", Width, 1, 31);
            checkpoint.Norm(layer + ".conv_module.depthwise_layer_norm", Width);
            checkpoint.Tensor(layer + ".conv_module.pointwise_conv2.weight", Width, Width, 1);
            checkpoint.Norm(layer + ".final_layer_norm", Width);
        }

        checkpoint.Linear("lm_head", Symbols, Width);
        return checkpoint;
    }
}
