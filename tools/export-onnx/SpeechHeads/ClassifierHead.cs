using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>
/// A score for every label of a clip (transformers' ForSequenceClassification). The mean over a clip's frames comes before the projector
/// and before the sum over layers, which being linear change places with it.
/// </summary>
internal sealed class ClassifierHead(EncodedSizes sizes, int labels, int projection, bool weighted) : ISpeechHead
{
    public string Role => "classifier";

    public IReadOnlyDictionary<string, long[]> Tensors { get; } = new Dictionary<string, long[]>(
    [
        .. HeadLayers.LinearTensors("projector", projection, sizes.Width),
        .. HeadLayers.LinearTensors("classifier", labels, projection),
        .. HeadLayers.SumTensors(weighted, sizes),
    ]);

    public void Apply(GraphBuilder graph, WeightStore weights, EncodedSpeech speech)
    {
        var layers = new HeadLayers(graph, weights);
        string pooled = layers.Mix(speech, weighted, state => Mean(graph, layers.Unflatten(state, speech), speech));
        graph.Output(layers.Linear(layers.Linear(pooled, "projector"), "classifier"), "logits", DataType.Float, "batch", labels);
    }

    private static string Mean(GraphBuilder graph, string x, EncodedSpeech speech)
    {
        string time = graph.Integers(1);
        if (speech.Mask is not { } mask)
            return graph.Add("ReduceMean", [x, time], Int("keepdims", 0));
        string sum = graph.Add("ReduceSum", [mask.Zero(x, DataType.Float), time], Int("keepdims", 0));
        return graph.Add("Div", [sum, graph.Add("Unsqueeze", [graph.Add("Cast", [mask.Counts], Int("to", (long)DataType.Float)), time])]);
    }
}
