using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Mimi;

/// <summary>The codec's weights in the shapes in which its graphs multiply, all in 32-bit floats: codes are decided by small differences.</summary>
internal sealed class MimiWeights(MimiConfig config, IMimiNames names, WeightStore weights)
{
    /// <summary>transformers and moshi divide an entry's sum by no less than this.</summary>
    private const float LeastUsage = 1e-5f;

    public TensorProto Plain(string tensor) => weights.Float32(tensor, weights.ShapeOf(names[tensor]), () => weights.Read(names[tensor]));

    /// <summary>A convolution's weight as [outputs, kernel * inputs], for the product with columns that lie side by side.</summary>
    public TensorProto Convolution(CausalConvolution convolution) => weights.Float32(
        convolution.Layer + ".columns", [convolution.Outputs, (long)convolution.Kernel * convolution.Inputs], () =>
        {
            float[] source = weights.Read(names[convolution.Layer + ".weight"]);
            var target = new float[source.Length];
            for (int n = 0; n < source.Length; n++)
            {
                (int rest, int tap) = Math.DivRem(n, convolution.Kernel);
                (int output, int input) = Math.DivRem(rest, convolution.Inputs);
                target[(((output * convolution.Kernel) + tap) * convolution.Inputs) + input] = source[n];
            }

            return target;
        });

    /// <summary>Queries, keys and values of a layer, [3 width, width].</summary>
    public TensorProto Attention(int layer) => weights.Float32(
        MimiTensors.Layer(layer) + ".attention", [3L * config.Width, config.Width], () => names.ReadAttention(layer, config, weights));

    /// <summary>A product's weight [outputs, inputs] whose outputs are scaled, each by its own value.</summary>
    public TensorProto Scaled(string product, string scale) => weights.Float32(product + ".scaled", weights.ShapeOf(names[product + ".weight"]), () =>
    {
        float[] values = weights.Read(names[product + ".weight"]);
        float[] scales = weights.Read(names[scale + ".scale"]);
        int inputs = values.Length / scales.Length;
        for (int n = 0; n < values.Length; n++)
            values[n] *= scales[n / inputs];
        return values;
    });

    /// <summary>Both quantizers' input projections below each other, [2 codebook width, width].</summary>
    public TensorProto Projections() => weights.Float32("quantizer.projections", [2L * config.CodebookWidth, config.Width], () =>
        [.. ((bool[])[true, false]).SelectMany(semantic => weights.Read(names[MimiTensors.Quantizer(semantic) + ".input_proj.weight"]))]);

    /// <summary>A codebook's entries, [size, width]; the checkpoint stores what their means are made of.</summary>
    public TensorProto Entries(int codebook) => weights.Float32(
        MimiTensors.Codebook(codebook, config) + ".entries", [config.CodebookSize, config.CodebookWidth], () => ReadEntries(codebook));

    /// <summary>Minus half the squared length of each entry, which makes the nearest entry the one of the largest product with it.</summary>
    public TensorProto Offsets(int codebook) => weights.Float32(MimiTensors.Codebook(codebook, config) + ".offsets", [config.CodebookSize], () =>
    {
        float[] entries = ReadEntries(codebook);
        return [.. entries.Chunk(config.CodebookWidth).Select(entry => (float)(-0.5 * entry.Sum(value => (double)value * value)))];
    });

    private float[] ReadEntries(int codebook)
    {
        string name = MimiTensors.Codebook(codebook, config);
        float[] values = weights.Read(names[name + ".embed_sum"]);
        float[] usage = weights.Read(names[name + ".cluster_usage"]);
        for (int n = 0; n < values.Length; n++)
            values[n] /= Math.Max(usage[n / config.CodebookWidth], LeastUsage);
        return values;
    }
}
