using System.Runtime.InteropServices;
using Google.Protobuf;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.SileroVad;

/// <summary>
/// Silero VAD's published graph for many windows a call, with its convolutions as products: their outputs have one to four frames, and ONNX Runtime's convolutions spend most of their time on
/// laying those out. Weights, inputs and outputs are the published graph's; a window takes a third of the time.
/// </summary>
/// <remarks>Write it anew with <c>dotnet run eng/silero-vad.cs -- silero_vad_16k_sequence.onnx OUTPUT</c>, from the graph of https://github.com/snakers4/silero-vad.</remarks>
internal sealed class SileroSequenceGraph
{
    private const int Opset = 20;
    private const int Window = 576, Block = 128, Frames = 4, Bins = 129, Taps = 3, Hidden = 128;

    private readonly GraphBuilder _graph = new("silero-vad");
    private readonly Dictionary<string, TensorProto> _published;

    private SileroSequenceGraph(ModelProto published) => _published = published.Graph.Initializer.ToDictionary(tensor => tensor.Name);

    /// <summary>Writes the graph.</summary>
    /// <param name="published">The published one's file.</param>
    /// <param name="output">The file to write, which must not exist.</param>
    public static void Write(string published, string output)
    {
        using FileStream file = File.OpenRead(published);
        new SileroSequenceGraph(ModelProto.Parser.ParseFrom(file)).Build().Save(output, Opset);
    }

    private GraphBuilder Build()
    {
        string input = _graph.Input("input", DataType.Float, "windows", Window);
        string h = _graph.Input("h", DataType.Float, 1, 1, Hidden), c = _graph.Input("c", DataType.Float, 1, 1, Hidden);

        string x = Magnitudes(input);
        string padded = _graph.Add("Pad", [Rows(x, Frames, Bins), _graph.Integers(0, 1, 0, 0, 1, 0)]);
        x = Product(Rows(Neighbours(padded, Taps), Taps * Bins), "encoder.0", Matrix("encoder.0.weight", Taps, 1, 0));
        // Padding and stride choose which frames a tap sees; of the last two convolutions' three taps two and one see any.
        x = Product(Rows(x, Frames * Hidden), "encoder.1", Matrix("encoder.1.weight", Frames, 2, 1));
        x = Product(x, "encoder.2", Matrix("encoder.2.weight", 2, 1, 1));
        x = Product(x, "encoder.3", Matrix("encoder.3.weight", 1, 1, 1));

        string[] outputs = _graph.AddMany(
            "LSTM", [Rows(x, 1, Hidden), Weight("onnx::LSTM_209"), Weight("onnx::LSTM_210"), Weight("onnx::LSTM_211"), "", h, c], 3, Int("hidden_size", Hidden));
        string score = _graph.Add(
            "Gemm", [_graph.Add("Relu", [Rows(outputs[0], Hidden)]), Constant("output.weight", [Hidden, 1], Floats("output.weight")), Weight("output.bias")]);
        _graph.Output(_graph.Add("Reshape", [_graph.Add("Sigmoid", [score]), _graph.Integers(-1)]), "speech_probs", DataType.Float, "windows");
        _graph.Output(outputs[1], "hn", DataType.Float, 1, 1, Hidden);
        _graph.Output(outputs[2], "cn", DataType.Float, 1, 1, Hidden);
        return _graph;
    }

    /// <summary>The spectrum of four frames of 256 samples every 128, the last of which ends in a reflection: [windows * 4, 129].</summary>
    private string Magnitudes(string input)
    {
        string samples = _graph.Add("Pad", [input, _graph.Integers(0, 0, 0, ((Frames + 1) * Block) - Window)], Text("mode", "reflect"));
        string frames = Rows(Neighbours(Rows(samples, Frames + 1, Block), 2), 2 * Block);
        float[] basis = Floats("stft.forward_basis_buffer");
        return _graph.Add("Sqrt", [_graph.Add("Add", [Squares("real", 0), Squares("imaginary", Bins)])]);

        string Squares(string name, int first)
        {
            string product = _graph.Add("MatMul", [frames, Constant($"stft.{name}", [2 * Block, Bins], Transposed(basis.AsSpan(first * 2 * Block, Bins * 2 * Block), Bins))]);
            return _graph.Add("Mul", [product, product]);
        }
    }

    /// <summary>Of rows [windows, n, width] each beside those that follow it: [windows, n - count + 1, count * width].</summary>
    private string Neighbours(string x, int count) => _graph.Add(
        "Concat", Enumerable.Range(0, count).Select(first => _graph.Add("Slice", [x, _graph.Integers(first), _graph.Integers(first - count + 1 == 0 ? long.MaxValue : first - count + 1), _graph.Integers(1)])), Int("axis", 2));

    private string Product(string x, string layer, (float[] Values, int Inputs, int Outputs) matrix)
    {
        float[] bias = Floats(layer + ".bias");
        float[] biases = [.. Enumerable.Repeat(bias, matrix.Outputs / bias.Length).SelectMany(values => values)];
        return _graph.Add("Relu", [_graph.Add("Gemm", [x, Constant(layer + ".matrix", [matrix.Inputs, matrix.Outputs], matrix.Values), Constant(layer + ".biases", [biases.Length], biases)])]);
    }

    /// <summary>A convolution over some frames, all of them side by side, as a matrix [frames * inputs, outputs' frames * outputs].</summary>
    /// <param name="name">Its weights [outputs, inputs, taps].</param>
    /// <param name="frames">Frames that come in.</param>
    /// <param name="outputs">Frames that come out, two apart.</param>
    /// <param name="padding">Frames of nothing before the first.</param>
    private (float[] Values, int Inputs, int Outputs) Matrix(string name, int frames, int outputs, int padding)
    {
        TensorProto tensor = _published[name];
        (int outs, int ins) = ((int)tensor.Dims[0], (int)tensor.Dims[1]);
        float[] weights = Floats(name);
        float[] matrix = new float[frames * ins * outputs * outs];
        for (int outFrame = 0; outFrame < outputs; outFrame++)
        {
            for (int tap = 0; tap < Taps; tap++)
            {
                int frame = (2 * outFrame) + tap - padding;
                if (frame < 0 || frame >= frames)
                    continue;
                for (int input = 0; input < ins; input++)
                {
                    for (int output = 0; output < outs; output++)
                        matrix[((((frame * ins) + input) * outputs) + outFrame) * outs + output] = weights[(((output * ins) + input) * Taps) + tap];
                }
            }
        }

        return (matrix, frames * ins, outputs * outs);
    }

    private string Rows(string x, params long[] shape) => _graph.Add("Reshape", [x, _graph.Integers([-1, .. shape])]);

    private string Weight(string name) => Constant(name, [.. _published[name].Dims], Floats(name));

    private float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(_published[name].RawData.Span).ToArray();

    private static float[] Transposed(ReadOnlySpan<float> rows, int count)
    {
        int width = rows.Length / count;
        float[] columns = new float[rows.Length];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < width; column++)
                columns[(column * count) + row] = rows[(row * width) + column];
        }

        return columns;
    }

    private string Constant(string name, long[] shape, float[] values) => _graph.Initializer(new TensorProto
    {
        Name = name,
        DataType = (int)DataType.Float,
        Dims = { shape },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)),
    });
}
