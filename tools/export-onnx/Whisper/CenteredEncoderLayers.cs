using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// The encoder's layers in 8 bits, from the convolutions' frames to normalised rows [audios * frames/2, width], without a normalisation operator, which costs a tenth of the time.
/// </summary>
/// <remarks>
/// A layer normalisation is (x - mean) / deviation · scale + shift. The mean is gone for good where all that is added to the residual has none: the last weights of
/// a sublayer are centred over their outputs, which no other layer sees. Dividing a row by its deviation does not change the row's bytes, only their scale. And the shift
/// is a bias of the products behind it. What is left is one multiplication by the scale.
/// </remarks>
internal sealed class CenteredEncoderLayers(
    WhisperConfig config, WhisperTensors tensors, WeightStore weights, GraphBuilder graph, QuantizedEncoderProjection projection, TransformerBlock block)
{
    private const float Epsilon = 1e-5f;

    private readonly FeedForwardParts _parts = new(graph, weights, tensors, config.Width);

    /// <summary>Adds all layers and the normalisation behind the last.</summary>
    public NormalizedRows Apply(EncoderStem.Frames frames)
    {
        string sum = block.Flatten(graph.Add("Add", [frames.Convolved, frames.Positions]));
        string residual = graph.Add("Sub", [sum, graph.Add("ReduceMean", [sum, graph.Integers(1)])]);
        for (int i = 0; i < config.EncoderLayers; i++)
        {
            string layer = graph.Scope = tensors.EncoderLayer(i);
            NormalizedRows x = Normalize(residual, layer + ".self_attn_layer_norm");
            residual = Add(residual, Attend(x, layer + ".self_attn", frames.Shape), layer + ".self_attn.out_proj");
            x = Normalize(residual, layer + ".final_layer_norm");
            (string values, string scales) = projection.Quantize(x);
            residual = Add(residual, _parts.Apply(values, scales, layer, ShiftedBias(x.Norm, layer + ".fc1")), layer + ".fc2");
        }

        graph.Scope = "";
        return Normalize(residual, tensors.Encoder + ".layer_norm");
    }

    /// <summary>The product of normalised rows and a weight, with its bias.</summary>
    public string Shifted(NormalizedRows x, string layer) =>
        graph.Add("Add", [projection.Apply(x, layer + ".weight"), graph.Initializer(weights.BiasRow(ShiftedBias(x.Norm, layer)))]);

    /// <summary>The rows in floats, as the normalisation would have made them.</summary>
    public string Floats(NormalizedRows x) =>
        graph.Add("Add", [graph.Add("Mul", [x.Scaled, x.Reciprocal]), graph.Initializer(weights.BiasRow(x.Norm + ".bias"))]);

    private string Attend(NormalizedRows x, string attention, string rowsShape)
    {
        string q = block.Reshape(projection.Apply(x, attention + ".q_proj.weight"), rowsShape);
        string k = block.Reshape(projection.Apply(x, attention + ".k_proj.weight"), rowsShape);
        string v = block.Reshape(projection.Apply(x, attention + ".v_proj.weight"), rowsShape);
        string mixed = graph.AddMicrosoft("MultiHeadAttention", [q, k, v, Biases(x.Norm, attention)], Int("num_heads", config.EncoderHeads));
        return projection.ApplyCentered(block.Flatten(mixed), attention + ".out_proj.weight");
    }

    private string Add(string residual, string x, string layer) =>
        graph.Add("Add", [graph.Add("Add", [residual, x]), graph.Initializer(weights.BiasRow(weights.Centered(layer + ".bias")))]);

    private NormalizedRows Normalize(string residual, string norm)
    {
        string scaled = graph.Add("Mul", [residual, block.Weight(norm + ".weight")]);
        string squares = graph.Add("ReduceMean", [graph.Add("Mul", [residual, residual]), graph.Integers(1)]);
        string deviation = graph.Add("Sqrt", [graph.Add("Add", [squares, graph.Scalar(Epsilon)])]);
        return new NormalizedRows(scaled, graph.Add("Reciprocal", [deviation]), norm);
    }

    /// <summary>The biases of query, key and value, one after the other. A key's adds the same to all scores of a query, so there is none.</summary>
    private string Biases(string norm, string attention) => graph.Initializer(weights.Float(attention + ".qkv.bias.shifted", [3L * config.Width], () =>
        [.. weights.Read(ShiftedBias(norm, attention + ".q_proj")), .. new float[config.Width], .. weights.Read(ShiftedBias(norm, attention + ".v_proj"))]));

    /// <summary>A layer's bias and what the shift of the normalisation before it makes of its weight [outputs, inputs].</summary>
    private string ShiftedBias(string norm, string layer)
    {
        long outputs = weights.ShapeOf(layer + ".weight")[0];
        return weights.Derive(layer + ".bias.shifted", [outputs], () =>
        {
            float[] shift = weights.Read(norm + ".bias");
            float[] weight = weights.Read(layer + ".weight");
            float[] bias = weights.Read(layer + ".bias");
            for (int o = 0; o < bias.Length; o++)
            {
                double sum = bias[o];
                for (int i = 0; i < shift.Length; i++)
                    sum += (double)weight[(o * shift.Length) + i] * shift[i];
                bias[o] = (float)sum;
            }

            return bias;
        });
    }
}
