using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// The convolutions from waveform [batch, samples] to frames [batch, frames, channels]. Channels come last, so that each convolution is
/// made of products over rows of neighbouring frames and the normalisation over channels needs no transposition.
/// </summary>
internal sealed class FeatureEncoder(Wav2Vec2Config config, GraphBuilder graph, TransformerBlock block, Wav2Vec2Products products)
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
        ConvolvedFrames convolved = products.Convolution(layer).Apply(x, name, convolution, config.ConvolutionBias);
        x = graph.AddMicrosoft("Gelu", [config.NormalizesOverTime ? Sum(convolved) : Normalize(convolved, Wav2Vec2Tensors.ConvolutionNorm(layer))]);
        return block.Reshape(x, graph.Add("Concat", [convolved.Grid, graph.Integers(convolution.Outputs)], Int("axis", 0)));
    }

    /// <summary>Two parts and the bias are added by the normalisation itself.</summary>
    private string Normalize(ConvolvedFrames convolved, string norm) => convolved.Parts is [string first, string second]
        ? block.Normalize(first, second, block.Weight(norm + ".weight"), block.Weight(norm + ".bias"), convolved.Bias, NormEpsilon).Normalized
        : block.Normalize(Sum(convolved), norm, NormEpsilon);

    private string Sum(ConvolvedFrames convolved)
    {
        string sum = convolved.Parts.Aggregate((x, y) => graph.Add("Add", [x, y]));
        return convolved.Bias is null ? sum : graph.Add("Add", [sum, block.BiasRow(convolved.Bias)]);
    }
}
