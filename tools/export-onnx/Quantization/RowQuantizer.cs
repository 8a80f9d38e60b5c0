using System.Numerics.Tensors;

namespace Speech.Sdk.Export.Quantization;

/// <summary>A weight [in, out] in signed integers with a scale for every output: w ≈ value · scale.</summary>
internal sealed record QuantizedRows(sbyte[] Values, float[] Scales);

/// <summary>
/// One scale for every output row. Values keep to 7 bits: processors without VNNI add two products of u8 and s8 in 16 bits that
/// saturate, and 2 · 255 · 63 still fits. The scale spans the largest weight: clipping it lowers the squared error of the weights but
/// raises that of the encoder's output.
/// </summary>
internal static class RowQuantizer
{
    private const int Limit = 63;

    /// <summary>Quantizes a weight [outputs, inputs] and transposes it.</summary>
    public static QuantizedRows Quantize(float[] weight, int outputs, int inputs)
    {
        var values = new sbyte[weight.Length];
        var scales = new float[outputs];
        Parallel.For(0, outputs, () => new float[inputs], (output, _, rounded) =>
        {
            ReadOnlySpan<float> row = weight.AsSpan(output * inputs, inputs);
            scales[output] = MathF.Abs(TensorPrimitives.MaxMagnitude(row)) / Limit;
            Rounding.Round(row, scales[output], -Limit, Limit, rounded);
            for (int i = 0; i < inputs; i++)
                values[(i * outputs) + output] = (sbyte)rounded[i];
            return rounded;
        }, _ => { });
        return new QuantizedRows(values, scales);
    }
}
