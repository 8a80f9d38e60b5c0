using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Models.Folders;

/// <summary>Which execution providers suit a model folder.</summary>
internal static class ModelFits
{
    private static readonly ExecutionProvider[] Gpus = [ExecutionProvider.Cuda, ExecutionProvider.TensorRt, ExecutionProvider.DirectMl];

    /// <summary>
    /// Our decoders' attention has half-precision kernels only on GPUs, 8 and 4 bit products none there; 32-bit floats are for processors. Other exporters' graphs
    /// are plain operators that run anywhere; whether a GPU is worth it for them is the caller's to say.
    /// </summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="plainFloats">Whether graphs in 32-bit floats are plain operators too, which GPUs have kernels for.</param>
    public static ModelFit Of(ModelFolder folder, bool plainFloats = false)
    {
        string precision = PrecisionOf(folder);
        string model = $"{folder.Name} ({precision})";
        return folder.Manifest switch
        {
            null => new ModelFit(model, [.. Gpus, ExecutionProvider.CoreMl]) { OnlyWhenAsked = $"{folder.Name} is another exporter's graph, which runs on the processor unless a provider is asked for" },
            _ when precision == "fp16" || (plainFloats && precision == "fp32") => new ModelFit(model, Gpus),
            _ => new ModelFit(model, []),
        };
    }

    /// <summary>What the graphs' weights are stored in.</summary>
    public static string PrecisionOf(ModelFolder folder) => folder.Manifest?.Precision ?? "as exported";
}
