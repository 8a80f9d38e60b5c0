using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>Keys and values as the model computes them, [audios, heads, positions, head width] in the graph's float type.</summary>
internal sealed class FloatCrossCache(WhisperConfig config, DataType floatType) : ICrossCache
{
    public void Write(GraphBuilder graph, int layer, string keys, string values, string positions)
    {
        string shape = graph.Add("Concat", [graph.Integers(-1), positions, graph.Integers(config.DecoderHeads, config.DecoderHeadWidth)], Int("axis", 0));
        Output(keys, $"cross_k_{layer}");
        Output(values, $"cross_v_{layer}");

        void Output(string rows, string name) => graph.Output(
            graph.Add("Transpose", [graph.Add("Reshape", [rows, shape])], Ints("perm", 0, 2, 1, 3)),
            name, floatType, "audios", config.DecoderHeads, "positions", config.DecoderHeadWidth);
    }

    public ICrossCacheReader Read(GraphBuilder graph, TransformerBlock block) => new Reader(graph, block, config, Inputs(graph, "cross_k"), Inputs(graph, "cross_v"));

    private string[] Inputs(GraphBuilder graph, string name) =>
        [.. Enumerable.Range(0, config.DecoderLayers).Select(layer =>
            graph.Input($"{name}_{layer}", floatType, "audios", config.DecoderHeads, "positions", config.DecoderHeadWidth))];

    private sealed class Reader(GraphBuilder graph, TransformerBlock block, WhisperConfig config, string[] keys, string[] values) : ICrossCacheReader
    {
        private readonly string _shape =
            graph.Add("Concat", [graph.Add("Shape", [keys[0]], Int("end", 1)), graph.Integers(-1, config.Width)], Int("axis", 0));

        public string Attend(int layer, string queries) => block.Flatten(graph.AddMicrosoft(
            "MultiHeadAttention", [block.Reshape(queries, _shape), keys[layer], values[layer]], Int("num_heads", config.DecoderHeads)));

        public (string Keys, string Values) Floats(int layer) => (keys[layer], values[layer]);
    }
}
