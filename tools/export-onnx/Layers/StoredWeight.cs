using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>A weight that is two bytes a value in the file and in the graph's float type in the graph.</summary>
internal static class StoredWeight
{
    /// <summary>The weight's name in the graph; ONNX Runtime folds the cast when it loads the graph.</summary>
    public static string AsStored(this GraphBuilder graph, WeightStore weights, string name)
    {
        TensorProto stored = weights.AsStored(name);
        string initializer = graph.Initializer(stored);
        return stored.DataType == (int)weights.FloatType
            ? initializer
            : graph.Add("Cast", [initializer], GraphAttribute.Int("to", (long)DataType.Float));
    }
}
