using System.Numerics.Tensors;
using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>What tells the encoder where a frame is: a grouped convolution over some 2.5 seconds around it.</summary>
internal sealed class PositionalConvolution(Wav2Vec2Config config, Wav2Vec2Tensors tensors, GraphBuilder graph, WeightStore weights, TransformerBlock block)
{
    /// <summary>Frames [batch, frames, width] to as many.</summary>
    public string Apply(string frames)
    {
        graph.Scope = Wav2Vec2Tensors.PositionConvolution;
        // With a height of 1, ONNX Runtime takes its kernels for images, which are faster: [out, in of a group, height, taps].
        long[] taps = weights.ShapeOf(tensors.PositionDirections);
        string weight = graph.Initializer(weights.Float(graph.Scope + ".weight", [taps[0], taps[1], 1, taps[2]], Fold));
        string height = graph.Integers(2);
        // An even kernel gives one frame more than went in; the reference drops the last.
        int left = config.PositionKernel / 2;
        string x = graph.Add(
            "Conv", [graph.Add("Unsqueeze", [graph.Add("Transpose", [frames], Ints("perm", 0, 2, 1)), height]), weight, block.Weight(graph.Scope + ".bias")],
            Ints("kernel_shape", 1, config.PositionKernel), Ints("pads", 0, left, 0, config.PositionKernel - 1 - left), Int("group", config.PositionGroups));
        x = graph.Add("Transpose", [graph.AddMicrosoft("Gelu", [graph.Add("Squeeze", [x, height])])], Ints("perm", 0, 2, 1));
        graph.Scope = "";
        return x;
    }

    /// <summary>v · g / |v|, where a tap's |v| is over all outputs and inputs.</summary>
    private float[] Fold()
    {
        float[] magnitudes = weights.Read(tensors.PositionMagnitudes);
        float[] weight = weights.Read(tensors.PositionDirections);
        var squares = new double[magnitudes.Length];
        for (int n = 0; n < weight.Length; n++)
            squares[n % squares.Length] += (double)weight[n] * weight[n];
        float[] factors = [.. magnitudes.Zip(squares, (magnitude, square) => (float)(magnitude / Math.Sqrt(square)))];
        for (int start = 0; start < weight.Length; start += factors.Length)
            TensorPrimitives.Multiply(weight.AsSpan(start, factors.Length), factors, weight.AsSpan(start));
        return weight;
    }
}
