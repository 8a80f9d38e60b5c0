using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// The convolutions from waveform [batch, samples] to frames [batch, frames, channels]. Channels come last, so that each convolution is
/// one product over rows of neighbouring frames and the normalisation over channels needs no transposition.
/// </summary>
internal sealed class FeatureEncoder(Wav2Vec2Config config, GraphBuilder graph, WeightStore weights, TransformerBlock block, Func<int, Projection> project)
{
    // PyTorch's own, whatever config.json says of the encoder's.
    private const double NormEpsilon = 1e-5;

    public string Apply(string waveform)
    {
        string x = config.NormalizesOverTime ? NormalizeOverTime(waveform) : Convolve(graph.Add("Unsqueeze", [block.FromFloat(waveform), graph.Integers(2)]), 0);
        for (int i = 1; i < config.Convolutions.Count; i++)
            x = Convolve(x, i);
        graph.Scope = "";
        return x;
    }

    /// <summary>The first convolution of wav2vec2-base: each channel is normalised over time.</summary>
    private string NormalizeOverTime(string waveform)
    {
        graph.Scope = Wav2Vec2Tensors.Convolution(0);
        StridedConvolution convolution = config.Convolutions[0];
        List<string> inputs = [graph.Add("Unsqueeze", [waveform, graph.Integers(1)]), block.FloatWeight(graph.Scope + ".weight")];
        if (config.ConvolutionBias)
            inputs.Add(block.FloatWeight(graph.Scope + ".bias"));
        string x = graph.Add("Conv", inputs, Ints("kernel_shape", convolution.Kernel), Ints("strides", convolution.Stride));
        string norm = Wav2Vec2Tensors.ConvolutionNorm(0);
        x = graph.Add("InstanceNormalization", [x, block.FloatWeight(norm + ".weight"), block.FloatWeight(norm + ".bias")], Float("epsilon", NormEpsilon));
        return block.FromFloat(graph.AddMicrosoft("Gelu", [graph.Add("Transpose", [x], Ints("perm", 0, 2, 1))]));
    }

    private string Convolve(string x, int layer)
    {
        string name = graph.Scope = Wav2Vec2Tensors.Convolution(layer);
        StridedConvolution convolution = config.Convolutions[layer];
        string taps = Neighbours(x, convolution);
        string rows = graph.Add("Reshape", [taps, graph.Integers(-1, TapsFirst(name, convolution))]);
        rows = project(layer).Apply(rows, name + ".taps", config.ConvolutionBias ? name + ".bias" : null);
        string frames = graph.Add("Concat", [graph.Add("Shape", [taps], Int("end", 2)), graph.Integers(convolution.Outputs)], Int("axis", 0));
        x = graph.Add("Reshape", [rows, frames]);
        if (!config.NormalizesOverTime)
            x = block.Normalize(x, Wav2Vec2Tensors.ConvolutionNorm(layer), NormEpsilon);
        return graph.AddMicrosoft("Gelu", [x]);
    }

    /// <summary>x [batch, time, channels] to [batch, frames, kernel * channels]: what the kernel sees at every stride.</summary>
    private string Neighbours(string x, StridedConvolution convolution)
    {
        string Tap(int tap)
        {
            int behind = convolution.Kernel - 1 - tap;
            return graph.Add("Slice", [x, graph.Integers(tap), graph.Integers(behind == 0 ? long.MaxValue : -behind), graph.Integers(1), graph.Integers(convolution.Stride)]);
        }

        return graph.Add("Concat", Enumerable.Range(0, convolution.Kernel).Select(Tap), Int("axis", 2));
    }

    /// <summary>Names the weight with its taps before its channels, [out, kernel * in], and returns a row's length.</summary>
    private int TapsFirst(string name, StridedConvolution convolution)
    {
        int inputs = (int)weights.ShapeOf(name + ".weight")[1];
        int row = inputs * convolution.Kernel;
        weights.Derive(name + ".taps", [convolution.Outputs, row], () =>
        {
            float[] source = weights.Read(name + ".weight");
            float[] target = new float[source.Length];
            for (int n = 0; n < source.Length; n++)
            {
                (int output, int rest) = Math.DivRem(n, row);
                (int input, int tap) = Math.DivRem(rest, convolution.Kernel);
                target[(output * row) + (tap * inputs) + input] = source[n];
            }

            return target;
        });
        return row;
    }
}
