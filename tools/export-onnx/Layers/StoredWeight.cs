using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>A weight that is two bytes a value in the file and in the graph's float type in the graph.</summary>
internal static class StoredWeight
{
    /// <summary>The weight's name in the graph; ONNX Runtime folds the cast when it loads the graph.</summary>
    public static string AsStored(this GraphBuilder graph, WeightStore weights, string name) => graph.Use(weights, weights.AsStored(name));

    /// <summary>The same for a product's weight [outputs, inputs].</summary>
    public static string AsStoredMatrix(this GraphBuilder graph, WeightStore weights, string name) => graph.Use(weights, weights.AsMatrix(weights.AsStored(name)));

    private static string Use(this GraphBuilder graph, WeightStore weights, TensorProto stored)
    {
        string initializer = graph.Initializer(stored);
        return stored.DataType == (int)weights.FloatType
            ? initializer
            : graph.Add("Cast", [initializer], GraphAttribute.Int("to", (long)DataType.Float));
    }
}
