using System.Text.Json.Nodes;
using Speech.Sdk.Benchmarks.FullSize;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;

namespace Speech.Sdk.Benchmarks.KyutaiModels;

/// <summary>A Kyutai model in its true size, in the layout it is published in.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Heads">Its attention heads.</param>
/// <param name="Window">Steps that a step sees.</param>
/// <param name="Texts">Text ids.</param>
internal sealed record FullSizeKyutai(string Name, int Layers, int Heads, int Window, int Texts)
{
    public const double Theta = 100_000;
    private const int Width = 2048;
    private const int Hidden = 5632;
    private const int Codebooks = 32;
    private const int Codes = 2048;
    private const int PauseHeads = 4;
    private const int PauseClasses = 6;
    private const string CodecFile = "mimi@1.safetensors";
    private const string TokenizerFile = "tokenizer.model";

    public static FullSizeKyutai[] All { get; } = [new("stt-1b-en_fr", 16, 16, 750, 8000), new("stt-2.6b-en", 48, 32, 375, 4000)];

    public static FullSizeKyutai Named(string name) => All.Single(model => model.Name == name);

    /// <summary>Writes the language model, the codec and something in the tokenizer's place.</summary>
    public void Write(string folder)
    {
        LanguageModel().Write(folder);
        File.WriteAllText(Path.Combine(folder, TokenizerFile), "");
        var codec = new RandomCheckpoint([]);
        using Checkpoint other = Checkpoint.Open(folder);
        foreach ((string name, long[] shape) in MimiTensors.Shapes(new MimiConfig(), new OriginalMimiNames(other)))
            codec.Tensor(name, shape);
        codec.WriteWeights(Path.Combine(folder, CodecFile));
    }

    private RandomCheckpoint LanguageModel()
    {
        var checkpoint = new RandomCheckpoint(new JsonObject
        {
            ["model_type"] = "stt", ["dim"] = Width, ["num_layers"] = Layers, ["num_heads"] = Heads, ["hidden_scale"] = 4.125, ["context"] = Window,
            ["text_card"] = Texts, ["n_q"] = Codebooks, ["card"] = Codes, ["max_period"] = Theta, ["extra_heads_num_heads"] = PauseHeads, ["extra_heads_dim"] = PauseClasses,
            ["mimi_name"] = CodecFile, ["tokenizer_name"] = TokenizerFile,
        });
        checkpoint.Tensor("text_emb.weight", Texts + 1, Width);
        for (int codebook = 0; codebook < Codebooks; codebook++)
            checkpoint.Tensor($"emb.{codebook}.weight", Codes + 1, Width);
        for (int layer = 0; layer < Layers; layer++)
        {
            string name = $"transformer.layers.{layer}";
            checkpoint.Tensor(name + ".norm1.alpha", 1, 1, Width);
            checkpoint.Tensor(name + ".norm2.alpha", 1, 1, Width);
            checkpoint.Tensor(name + ".self_attn.in_proj_weight", 3 * Width, Width);
            checkpoint.Tensor(name + ".self_attn.out_proj.weight", Width, Width);
            checkpoint.Tensor(name + ".gating.linear_in.weight", 2 * Hidden, Width);
            checkpoint.Tensor(name + ".gating.linear_out.weight", Width, Hidden);
        }

        checkpoint.Tensor("out_norm.alpha", 1, 1, Width);
        checkpoint.Tensor("text_linear.weight", Texts, Width);
        for (int head = 0; head < PauseHeads; head++)
            checkpoint.Tensor($"extra_heads.{head}.weight", PauseClasses, Width);
        return checkpoint;
    }
}
