using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Mimi;

/// <summary>The transformer between the convolutions and the quantizer, over rows [streams * columns, width]; no product has a bias.</summary>
internal sealed class TransformerLayers(GraphBuilder graph, MimiConfig config, MimiWeights weights, CodecTime time, IKeyWindows windows, RotaryRows rotary)
{
    public string Apply(string x)
    {
        // What a layer adds waits for the normalisation behind it, which adds and normalises in one operator.
        string? added = null;
        for (int i = 0; i < config.Layers; i++)
        {
            string layer = graph.Scope = MimiTensors.Layer(i);
            (string normalized, x) = Normalize(x, added, layer + ".input_layernorm");
            (normalized, x) = Normalize(x, Attend(normalized, i), layer + ".post_attention_layernorm");
            string hidden = graph.AddMicrosoft("Gelu", [Product(normalized, weights.Plain(layer + ".mlp.fc1.weight"))]);
            added = Product(hidden, weights.Scaled(layer + ".mlp.fc2", layer + ".mlp_layer_scale"));
        }

        return graph.Add("Add", [x, added!]);
    }

    private string Attend(string x, int index)
    {
        string layer = MimiTensors.Layer(index);
        string[] parts = graph.AddMany("Split", [Product(x, weights.Attention(index)), graph.Integers(2 * config.Width, config.Width)], 2, Int("axis", 1));
        string turned = Heads(rotary.Apply(time.Columns(parts[0], MimiConfig.ColumnsPerFrame, 2 * config.Width)), 2 * config.Heads);
        string[] turnedParts = graph.AddMany("Split", [turned], 2, Int("axis", 1), Int("num_outputs", 2));
        string keys = windows.Add(FormattableString.Invariant($"keys_{index}"), turnedParts[1]);
        string values = windows.Add(
            FormattableString.Invariant($"values_{index}"), Heads(time.Columns(parts[1], MimiConfig.ColumnsPerFrame, config.Width), config.Heads));
        string scores = graph.AddMicrosoft(
            "FusedMatMul", [windows.ByFrame(turnedParts[0]), keys], Int("transB", 1), GraphAttribute.Float("alpha", 1 / Math.Sqrt(config.HeadWidth)));
        string shares = graph.Add("Softmax", [graph.Add("Add", [scores, windows.Mask])], Int("axis", -1));
        string results = windows.ByColumn(graph.Add("MatMul", [shares, values]));
        string rows = graph.Add("Reshape", [graph.Add("Transpose", [results], Ints("perm", 0, 2, 1, 3)), graph.Integers(-1, config.Width)]);
        return Product(rows, weights.Scaled(layer + ".self_attn.o_proj", layer + ".self_attn_layer_scale"));
    }

    /// <summary>[streams, columns, heads * head width] as [streams, heads, columns, head width].</summary>
    private string Heads(string x, int heads)
    {
        string split = graph.Add("Reshape", [x, graph.Integers(0, 0, heads, config.HeadWidth)]);
        return graph.Add("Transpose", [split], Ints("perm", 0, 2, 1, 3));
    }

    private (string Normalized, string Sum) Normalize(string x, string? added, string norm)
    {
        // ONNX Runtime's SkipLayerNormalization is the faster one on CPUs; x twice scales the variance by four.
        List<string> inputs = [added ?? x, x, graph.Initializer(weights.Plain(norm + ".weight")), graph.Initializer(weights.Plain(norm + ".bias"))];
        double epsilon = added is null ? 4 * config.Epsilon : config.Epsilon;
        string[] outputs = graph.AddMicrosoft("SkipLayerNormalization", inputs, added is null ? 1 : 4, GraphAttribute.Float("epsilon", epsilon));
        return (outputs[0], added is null ? x : outputs[3]);
    }

    private string Product(string x, TensorProto weight) => graph.Add("Gemm", [x, graph.Initializer(weight)], Int("transB", 1));
}
