using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// The encoder's convolutions, from mel [audios, mels, frames] to [audios, frames/2, width], which every graph that hears begins with. Shorter
/// windows than 30 s take the first positions.
/// </summary>
internal sealed class EncoderStem(WhisperTensors tensors, WeightStore weights, GraphBuilder graph, TransformerBlock block)
{
    public Frames Apply(string mel)
    {
        string convolved = Convolve(mel);
        string shape = graph.Add("Shape", [convolved]);
        string length = graph.Add("Shape", [convolved], Int("start", 1), Int("end", 2));
        string positions = graph.Add("Slice", [block.LargeWeight(tensors.Encoder + ".embed_positions.weight"), graph.Integers(0), length, graph.Integers(0)]);
        return new Frames(convolved, positions, shape, length);
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

    /// <summary>What the layers begin with.</summary>
    /// <param name="Convolved">The value of the frames [audios, positions, width].</param>
    /// <param name="Positions">The value of the positions' embeddings [positions, width].</param>
    /// <param name="Shape">The value that holds [audios, positions, width].</param>
    /// <param name="Length">The value that holds [positions].</param>
    internal sealed record Frames(string Convolved, string Positions, string Shape, string Length);
}
