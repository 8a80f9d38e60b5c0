using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// The encoder from mel [audios, mels, frames] to rows [audios * frames/2, width], which every graph that hears begins with. Shorter
/// windows than 30 s take the first positions.
/// </summary>
internal sealed class EncoderLayers(
    WhisperConfig config, WhisperTensors tensors, WeightStore weights, GraphBuilder graph, Projection projection, TransformerBlock block)
{
    public Encoded Apply(string mel)
    {
        string frames = Convolve(mel);
        string rowsShape = graph.Add("Shape", [frames]);
        string length = graph.Add("Shape", [frames], Int("start", 1), Int("end", 2));
        string positions = graph.Add("Slice", [block.LargeWeight(tensors.Encoder + ".embed_positions.weight"), graph.Integers(0), length, graph.Integers(0)]);

        (string x, string residual) = block.Normalize(frames, positions, tensors.EncoderLayer(0) + ".self_attn_layer_norm");
        (x, residual) = (block.Flatten(x), block.Flatten(residual));
        List<string> states = [residual];
        for (int i = 0; i < config.EncoderLayers; i++)
        {
            string layer = graph.Scope = tensors.EncoderLayer(i);
            bool last = i + 1 == config.EncoderLayers;
            string next = last ? tensors.Encoder + ".layer_norm" : tensors.EncoderLayer(i + 1) + ".self_attn_layer_norm";
            x = Attend(x, layer + ".self_attn", rowsShape);
            (x, residual) = block.Normalize(x, residual, layer + ".final_layer_norm", layer + ".self_attn.out_proj.bias");
            x = block.FeedForward(x, layer);
            (x, residual) = block.Normalize(x, residual, next, layer + ".fc2.bias");
            states.Add(last ? x : residual);
        }

        graph.Scope = "";
        return new Encoded(rowsShape, length, states);
    }

    private string Convolve(string mel)
    {
        string x = weights.FloatType == DataType.Float ? mel : graph.Add("Cast", [mel], Int("to", (long)weights.FloatType));
        foreach ((string conv, int stride) in (ReadOnlySpan<(string, int)>)[(tensors.Encoder + ".conv1", 1), (tensors.Encoder + ".conv2", 2)])
        {
            x = graph.Add("Conv", [x, block.LargeWeight(conv + ".weight"), block.Weight(conv + ".bias")], Ints("kernel_shape", 3), Ints("strides", stride), Ints("pads", 1, 1));
            x = graph.AddMicrosoft("Gelu", [x]);
        }

        return graph.Add("Transpose", [x], Ints("perm", 0, 2, 1));
    }

    private string Attend(string x, string attention, string rowsShape)
    {
        string q = block.Reshape(projection.Apply(x, attention + ".q_proj.weight"), rowsShape);
        string k = block.Reshape(projection.Apply(x, attention + ".k_proj.weight"), rowsShape);
        string v = block.Reshape(projection.Apply(x, attention + ".v_proj.weight"), rowsShape);
        string mixed = graph.AddMicrosoft("MultiHeadAttention", [q, k, v, Biases(attention)], Int("num_heads", config.EncoderHeads));
        return projection.Apply(block.Flatten(mixed), attention + ".out_proj.weight");
    }

    /// <summary>The biases of query, key (Whisper has none: zeros) and value, one after the other.</summary>
    private string Biases(string attention) => graph.Initializer(weights.Float(attention + ".qkv.bias", [3L * config.Width], () =>
        [.. weights.Read(attention + ".q_proj.bias"), .. new float[config.Width], .. weights.Read(attention + ".v_proj.bias")]));

    /// <summary>What the encoder made of the mel.</summary>
    /// <param name="Shape">The value that holds [audios, positions, width].</param>
    /// <param name="Length">The value that holds [positions].</param>
    /// <param name="States">Rows after the convolutions and after each layer; the last ones are normalised (transformers' hidden_states).</param>
    internal sealed record Encoded(string Shape, string Length, IReadOnlyList<string> States)
    {
        public string Last => States[^1];
    }
}
