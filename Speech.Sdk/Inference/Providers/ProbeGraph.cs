using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Providers;

/// <summary>y = Conv(x, w) of one float each, opset 17: the least that opens a device and, on CUDA, cuDNN.</summary>
internal static class ProbeGraph
{
    private static readonly byte[] Model = Convert.FromBase64String("CAg6bwoPCgF4CgF3EgF5IgRDb252EgVwcm9iZVobCgF4EhYKFAgBEhAKAggBCgIIAQoCCAEKAggBWhsKAXcSFgoUCAESEAoCCAEKAggBCgIIAQoCCAFiGwoBeRIWChQIARIQCgIIAQoCCAEKAggBCgIIAUICEBE=");

    /// <summary>Loads it and runs it once.</summary>
    public static void Run(SessionOptions options, RunOptions run)
    {
        using var session = new InferenceSession(Model, options);
        using OrtValue one = OrtValue.CreateTensorValueFromMemory([1f], [1, 1, 1, 1]);
        session.Run(run, new Dictionary<string, OrtValue> { ["x"] = one, ["w"] = one }, ["y"]).Dispose();
    }
}
