using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>A score for every symbol and frame, before the softmax (transformers' ForCTC).</summary>
/// <param name="sizes">What it reads.</param>
/// <param name="symbols">The vocabulary's size.</param>
/// <param name="isInput">Whether the layer comes with each call instead of lying in the graph, for a model that has one for every language.</param>
internal sealed class CtcHead(EncodedSizes sizes, int symbols, bool isInput = false) : ISpeechHead
{
    private const string Layer = "lm_head";

    public string Role => "ctc";

    public IReadOnlyDictionary<string, long[]> Tensors { get; } = new Dictionary<string, long[]>(HeadLayers.LinearTensors(Layer, symbols, sizes.OutputWidth));

    public void Apply(GraphBuilder graph, WeightStore weights, EncodedSpeech speech)
    {
        var layers = new HeadLayers(graph, weights);
        string rows = layers.Float(speech.Output);
        string scores = isInput
            ? layers.Linear(rows, graph.Input(Layer + ".weight", DataType.Float, "symbols", sizes.OutputWidth), graph.Input(Layer + ".bias", DataType.Float, "symbols"))
            : layers.Linear(rows, Layer);
        graph.Output(layers.Unflatten(scores, speech), "logits", DataType.Float, "batch", "frames", isInput ? "symbols" : symbols);
    }
}
