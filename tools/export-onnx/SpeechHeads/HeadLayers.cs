using System.Numerics.Tensors;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>The 32-bit layers that heads are made of.</summary>
internal sealed class HeadLayers(GraphBuilder graph, WeightStore weights)
{
    private const string LayerWeights = "layer_weights";

    /// <summary>The tensors of a sum over layers, if there is one.</summary>
    public static Dictionary<string, long[]> SumTensors(bool weighted, EncodedSizes sizes) =>
        weighted ? new() { [LayerWeights] = [sizes.States] } : [];

    /// <summary>The tensors of a linear layer.</summary>
    public static KeyValuePair<string, long[]>[] LinearTensors(string layer, int outputs, int inputs) =>
        [new(layer + ".weight", [outputs, inputs]), new(layer + ".bias", [outputs])];

    public string Float(string x) => weights.FloatType == DataType.Float ? x : graph.Add("Cast", [x], Int("to", (long)DataType.Float));

    /// <summary>y = x Wᵀ + b over rows.</summary>
    public string Linear(string x, string layer) => Linear(x, Weight(layer + ".weight"), Weight(layer + ".bias"));

    /// <summary>The same with values of the graph for W and b.</summary>
    public string Linear(string x, string weight, string bias) => graph.Add("Gemm", [x, weight, bias], Int("transB", 1));

    /// <summary>Rows [batch * frames, any] as [batch, frames, any].</summary>
    public string Unflatten(string rows, EncodedSpeech speech) =>
        graph.Add("Reshape", [rows, graph.Add("Concat", [speech.Grid, graph.Integers(-1)], Int("axis", 0))]);

    /// <summary>
    /// What a head reads: the sum of all states by learnt shares, or the output alone. <paramref name="prepare"/> must be linear; it
    /// may make fewer rows of a state before it is summed.
    /// </summary>
    public string Mix(EncodedSpeech speech, bool weighted, Func<string, string> prepare)
    {
        if (!weighted)
            return prepare(Float(speech.Output));
        float[] shares = weights.Read(LayerWeights);
        TensorPrimitives.SoftMax(shares, shares);
        return graph.Add("Sum", [.. speech.States.Select((state, layer) => graph.Add("Mul", [prepare(Float(state)), graph.Scalar(shares[layer])]))]);
    }

    public string Weight(string name) => graph.Initializer(weights.Float32(name));

    /// <summary>A weight made of others.</summary>
    public string Weight(string name, long[] shape, Func<float[]> make) => graph.Initializer(weights.Float32(name, shape, make));
}
