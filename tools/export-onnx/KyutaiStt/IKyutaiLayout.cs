using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>How a published checkpoint names its settings, tensors and files.</summary>
internal interface IKyutaiLayout
{
    KyutaiConfig Config { get; }

    /// <summary>The language model's tensors and their shapes, by the names that this checkpoint has.</summary>
    IEnumerable<KeyValuePair<string, long[]>> Shapes(Checkpoint checkpoint);

    /// <summary>Throws if a file beside the weights is missing without which the model is of no use.</summary>
    void RequireFiles(ExportJob job);

    /// <summary>Writes the codec's graphs and returns their file names by role.</summary>
    IReadOnlyDictionary<string, string> WriteCodec(ExportJob job);

    /// <summary>The weights that the graph multiplies with; those that the checkpoint has in parts are put together.</summary>
    KyutaiWeights Weights(Checkpoint checkpoint, WeightStore weights);
}
