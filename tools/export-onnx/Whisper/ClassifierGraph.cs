using System.Numerics.Tensors;
using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// mel [audios, mels, frames] to logits [audios, labels] (transformers' WhisperForAudioClassification). The mean over time comes before
/// the projector and before the sum over layers, which being linear change places with it: a row each instead of 1500. The head stays
/// in 32-bit floats.
/// </summary>
internal sealed class ClassifierGraph(
    WhisperConfig config, ClassifierConfig head, WhisperTensors tensors, WeightStore weights, Func<GraphBuilder, Projection> project)
{
    private readonly GraphBuilder _graph = new("whisper-classifier");

    public GraphBuilder Build()
    {
        Projection projection = project(_graph);
        var block = new TransformerBlock(_graph, weights, projection, config.Width);
        string mel = _graph.Input("mel", DataType.Float, "audios", config.MelBins, "frames");
        EncoderStem.Frames frames = new EncoderStem(tensors, weights, _graph, block).Apply(mel);
        IReadOnlyList<string> states = new EncoderLayers(config, tensors, weights, _graph, projection, block).Apply(frames);
        string Pool(string rows) => Mean(block.Reshape(rows, frames.Shape));
        string pooled = head.WeightedLayerSum ? WeightedSum(states.Select(Pool)) : Pool(states[^1]);
        string logits = Linear(Linear(pooled, "projector"), "classifier");
        _graph.Output(logits, "logits", DataType.Float, "audios", head.Labels);
        return _graph;
    }

    // Halves would overflow in the sum over time.
    private string Mean(string rows) => _graph.Add(
        "ReduceMean",
        [weights.FloatType == DataType.Float ? rows : _graph.Add("Cast", [rows], Int("to", (long)DataType.Float)), _graph.Integers(1)],
        Int("keepdims", 0));

    private string WeightedSum(IEnumerable<string> pooled)
    {
        float[] shares = weights.Read(ClassifierConfig.LayerWeights);
        TensorPrimitives.SoftMax(shares, shares);
        return _graph.Add("Sum", [.. pooled.Select((state, layer) => _graph.Add("Mul", [state, _graph.Scalar(shares[layer])]))]);
    }

    private string Linear(string x, string layer) =>
        _graph.Add("Gemm", [x, Weight(layer + ".weight"), Weight(layer + ".bias")], Int("transB", 1));

    private string Weight(string name) => _graph.Initializer(weights.Store<float>(name, DataType.Float, weights.ShapeOf(name), weights.Read(name)));
}
