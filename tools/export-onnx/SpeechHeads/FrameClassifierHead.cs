using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>A score for every label and frame, as who speaks when is told (transformers' ForAudioFrameClassification).</summary>
internal sealed class FrameClassifierHead(EncodedSizes sizes, int labels, bool weighted) : ISpeechHead
{
    public string Role => "frame-classifier";

    public IReadOnlyDictionary<string, long[]> Tensors { get; } = new Dictionary<string, long[]>(
        [.. HeadLayers.LinearTensors("classifier", labels, sizes.Width), .. HeadLayers.SumTensors(weighted, sizes)]);

    public void Apply(GraphBuilder graph, WeightStore weights, EncodedSpeech speech)
    {
        var layers = new HeadLayers(graph, weights);
        string scores = layers.Linear(layers.Mix(speech, weighted, state => state), "classifier");
        graph.Output(layers.Unflatten(scores, speech), "logits", DataType.Float, "batch", "frames", labels);
    }
}
