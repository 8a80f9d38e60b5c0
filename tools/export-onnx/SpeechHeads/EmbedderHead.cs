using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>
/// A speaker's x-vector (transformers' ForXVector): time-delay layers, mean and unbiased standard deviation over the frames, two linear
/// layers. The padded graph pools a clip's own frames, where the reference forgets the dilation and takes up to six too many.
/// </summary>
internal sealed class EmbedderHead(EncodedSizes sizes, IReadOnlyList<TimeDelay> delays, int size, bool weighted) : ISpeechHead
{
    public string Role => "embedder";

    public IReadOnlyDictionary<string, long[]> Tensors { get; } = new Dictionary<string, long[]>(
    [
        .. HeadLayers.LinearTensors("projector", delays[0].Inputs, sizes.Width),
        .. delays.SelectMany((delay, i) => HeadLayers.LinearTensors(Kernel(i), delay.Outputs, delay.Inputs * delay.Kernel)),
        .. HeadLayers.LinearTensors("feature_extractor", size, 2 * delays[^1].Outputs),
        .. HeadLayers.LinearTensors("classifier", size, size),
        .. HeadLayers.SumTensors(weighted, sizes),
    ]);

    public void Apply(GraphBuilder graph, WeightStore weights, EncodedSpeech speech)
    {
        var layers = new HeadLayers(graph, weights);
        string rows = layers.Linear(layers.Mix(speech, weighted, state => state), "projector");
        string x = graph.Add("Transpose", [layers.Unflatten(rows, speech)], Ints("perm", 0, 2, 1));
        for (int i = 0; i < delays.Count; i++)
        {
            string weight = layers.Weight(Kernel(i) + ".weight", [delays[i].Outputs, delays[i].Inputs, delays[i].Kernel], () => ChannelsFirst(weights, i));
            x = graph.Add("Conv", [x, weight, layers.Weight(Kernel(i) + ".bias")], Ints("kernel_shape", delays[i].Kernel), Ints("dilations", delays[i].Dilation));
            x = graph.Add("Relu", [x]);
        }

        string embeddings = layers.Linear(Statistics(graph, x, speech.Mask), "feature_extractor");
        graph.Output(embeddings, "embeddings", DataType.Float, "batch", size);
        graph.Output(layers.Linear(embeddings, "classifier"), "logits", DataType.Float, "batch", size);
    }

    /// <summary>x [batch, channels, frames] to [batch, 2 * channels].</summary>
    private string Statistics(GraphBuilder graph, string x, FrameMask? speechMask)
    {
        string time = graph.Integers(2);
        string frames = graph.Add("Shape", [x], Int("start", 2));
        FrameMask? mask = speechMask is null ? null : new FrameMask(graph, graph.Add("Sub", [speechMask.Counts, graph.Integers(delays.Sum(delay => delay.Context))]), frames);
        // [batch, 1, 1], or [1].
        string count = graph.Add("Cast", [mask is null ? frames : graph.Add("Unsqueeze", [mask.Counts, graph.Integers(1, 2)])], Int("to", (long)DataType.Float));
        string Sum(string values) => graph.Add("ReduceSum", [mask?.ZeroChannelsFirst(values, DataType.Float) ?? values, time], Int("keepdims", 1));

        string mean = graph.Add("Div", [Sum(x), count]);
        string deviation = graph.Add("Sub", [x, mean]);
        string variance = graph.Add("Div", [Sum(graph.Add("Mul", [deviation, deviation])), graph.Add("Sub", [count, graph.Scalar(1)])]);
        return graph.Add("Squeeze", [graph.Add("Concat", [mean, graph.Add("Sqrt", [variance])], Int("axis", 1)), time]);
    }

    /// <summary>The checkpoint has [out, kernel, in]; a convolution wants [out, in, kernel].</summary>
    private float[] ChannelsFirst(WeightStore weights, int i)
    {
        (int inputs, int kernel) = (delays[i].Inputs, delays[i].Kernel);
        float[] source = weights.Read(Kernel(i) + ".weight");
        float[] target = new float[source.Length];
        for (int n = 0; n < source.Length; n++)
        {
            (int output, int rest) = Math.DivRem(n, kernel * inputs);
            (int tap, int input) = Math.DivRem(rest, inputs);
            target[(output * kernel * inputs) + (input * kernel) + tap] = source[n];
        }

        return target;
    }

    private static string Kernel(int i) => $"tdnn.{i}.kernel";
}
