using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Whisper;

/// <summary>Weights whose product has no mean over its outputs.</summary>
internal static class CenteredWeights
{
    /// <summary>Names a weight [outputs, inputs] or bias [outputs] less its mean over the outputs.</summary>
    public static string Centered(this WeightStore weights, string name) => weights.Derive(name + ".centered", weights.ShapeOf(name), () =>
    {
        float[] values = weights.Read(name);
        int outputs = (int)weights.ShapeOf(name)[0];
        int inputs = values.Length / outputs;
        for (int i = 0; i < inputs; i++)
        {
            double sum = 0;
            for (int o = 0; o < outputs; o++)
                sum += values[(o * inputs) + i];
            for (int o = 0; o < outputs; o++)
                values[(o * inputs) + i] -= (float)(sum / outputs);
        }

        return values;
    });
}
