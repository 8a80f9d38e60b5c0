using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// The bottleneck that MMS has at the end of every layer for a language: x + linear_2(relu(linear_1(norm(x)))). Its weights are inputs
/// of the graph, float32, under their names in the language's file, so that one session serves every language.
/// </summary>
internal sealed class LanguageAdapter(Wav2Vec2Config config, int adapterWidth, GraphBuilder graph, TransformerBlock block)
{
    private const double NormEpsilon = 1e-5;

    /// <summary>Adds x and its bias to the residual, and returns what the adapter adds to it.</summary>
    public string Apply(string x, ref string residual, int layer, string bias)
    {
        string adapter = Wav2Vec2Tensors.LanguageAdapter(layer);
        (x, residual) = block.Normalize(x, residual, Input(adapter + ".norm.weight", config.Width), Input(adapter + ".norm.bias", config.Width), bias, NormEpsilon);
        x = graph.Add("Relu", [Linear(x, adapter + ".linear_1", adapterWidth, config.Width)]);
        return Linear(x, adapter + ".linear_2", config.Width, adapterWidth);
    }

    private string Linear(string x, string layer, int outputs, int inputs)
    {
        string weight = Input(layer + ".weight", outputs, inputs);
        return graph.Add("Gemm", [x, weight, Input(layer + ".bias", outputs)], Int("transB", 1));
    }

    private string Input(string name, params object[] shape) => block.FromFloat(graph.Input(name, DataType.Float, shape));
}
