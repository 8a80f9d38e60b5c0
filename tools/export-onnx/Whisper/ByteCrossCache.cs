using System.Globalization;
using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>
/// Keys and values in 8 bits, which quarters the memory that a step reads. Each channel of a window has a scale of its own and lies around the middle of
/// its range: a key's middle adds the same to all scores of a query, which the softmax does not see, and a value's middle is added to the
/// mixture, whose weights sum up to one. So the scales go to query and mixture, and the attention reads plain bytes.
/// </summary>
/// <remarks>
/// GroupQueryAttention is the operator that reads bytes, and it is causal: of s queries the last sees all keys, the first s - 1 fewer. So it is told of
/// s - 1 keys more than there are, which a bias takes out again. There is room for <see cref="Padding"/> of them behind each head's own. How many there are of an audio the decoder
/// is told by audio_positions, so audios of a run may differ in length, as long as those with several queries are alone.
/// </remarks>
internal sealed class ByteCrossCache(WhisperConfig config) : ICrossCache
{
    /// <summary>The metadata of both graphs that says how many queries an audio may have in a run: each but one takes a position of padding, which the encoder leaves.</summary>
    public const string MostQueries = "most_queries";

    private const int Padding = 63;
    private const int LargestValue = 127;
    private const float SmallestScale = 1e-10f;

    // Far below any score, and no infinity, which a kernel may multiply with zero.
    private const float Never = -1e9f;

    public void Write(GraphBuilder graph, int layer, string keys, string values, string positions)
    {
        Describe(graph);
        string rowsShape = graph.Add("Concat", [graph.Integers(-1), positions, graph.Integers(config.Width)], Int("axis", 0));
        Quantize(keys, $"cross_k_{layer}", $"cross_k_scale_{layer}", null);
        Quantize(values, $"cross_v_{layer}", $"cross_v_scale_{layer}", $"cross_v_middle_{layer}");

        void Quantize(string rows, string name, string scaleName, string? middleName)
        {
            string x = graph.Add("Reshape", [rows, rowsShape]);
            // The greatest of a channel by a pooling: a reduction over positions is slow in any layout that ONNX Runtime's optimiser leaves it.
            string channels = graph.Add("Transpose", [x], Ints("perm", 0, 2, 1));
            string max = Greatest(channels);
            string min = graph.Add("Neg", [Greatest(graph.Add("Neg", [channels]))]);
            string middle = graph.Add("Mul", [graph.Add("Add", [max, min]), graph.Scalar(0.5f)]);
            string scale = graph.Add("Max", [graph.Add("Mul", [graph.Add("Sub", [max, min]), graph.Scalar(0.5f / LargestValue)]), graph.Scalar(SmallestScale)]);
            string scaled = graph.Add("Mul", [graph.Add("Sub", [x, middle]), graph.Add("Reciprocal", [scale])]);
            string bytes = graph.Add("QuantizeLinear", [scaled, graph.Scalar(1), graph.Constant<sbyte>(DataType.Int8, [], 0)]);
            string padded = graph.Add("Pad", [bytes, graph.Integers(0, 0, 0, 0, Padding, 0)]);
            string heads = graph.Add("Reshape", [padded, graph.Integers(0, 0, config.DecoderHeads, config.DecoderHeadWidth)]);
            graph.Output(graph.Add("Transpose", [heads], Ints("perm", 0, 2, 1, 3)), name, DataType.Int8, CacheShape(config));
            graph.Output(scale, scaleName, DataType.Float, "audios", 1, config.Width);
            if (middleName is not null)
                graph.Output(middle, middleName, DataType.Float, "audios", 1, config.Width);

            string Greatest(string values) => graph.Add("Reshape", [graph.Add("GlobalMaxPool", [values]), graph.Integers(0, 1, config.Width)]);
        }
    }

    public ICrossCacheReader Read(GraphBuilder graph, TransformerBlock block)
    {
        Describe(graph);
        return new Reader(graph, block, config)
        {
            Keys = Inputs("cross_k", DataType.Int8, CacheShape(config)),
            KeyScales = Inputs("cross_k_scale", DataType.Float, "audios", 1, config.Width),
            Values = Inputs("cross_v", DataType.Int8, CacheShape(config)),
            ValueScales = Inputs("cross_v_scale", DataType.Float, "audios", 1, config.Width),
            ValueMiddles = Inputs("cross_v_middle", DataType.Float, "audios", 1, config.Width),
        };

        string[] Inputs(string name, DataType type, params object[] shape) =>
            [.. Enumerable.Range(0, config.DecoderLayers).Select(layer => graph.Input($"{name}_{layer}", type, shape))];
    }

    private static void Describe(GraphBuilder graph) => graph.Describe(MostQueries, (Padding + 1).ToString(CultureInfo.InvariantCulture));

    private static object[] CacheShape(WhisperConfig config) => ["audios", config.DecoderHeads, "padded_positions", config.DecoderHeadWidth];

    private sealed class Reader(GraphBuilder graph, TransformerBlock block, WhisperConfig config) : ICrossCacheReader
    {
        private Queries? _queries;

        public required string[] Keys { get; init; }

        public required string[] KeyScales { get; init; }

        public required string[] Values { get; init; }

        public required string[] ValueScales { get; init; }

        public required string[] ValueMiddles { get; init; }

        public string Attend(int layer, string queries)
        {
            _queries ??= Shape(queries);
            string scaled = graph.Add("Mul", [block.Reshape(queries, _queries.Shape), KeyScales[layer]]);
            string one = graph.Constant(DataType.Float, [1], 1f);
            string[] outputs = graph.AddMicrosoft(
                "GroupQueryAttention",
                [scaled, _queries.None, _queries.None, Keys[layer], Values[layer], _queries.LastKeys, _queries.KeyCount, "", "", "", _queries.Bias, "", one, one],
                3,
                Int("num_heads", config.DecoderHeads), Int("kv_num_heads", config.DecoderHeads), Int("kv_cache_bit_width", 8),
                Text("k_quant_type", "PER_TENSOR"), Text("v_quant_type", "PER_TENSOR"));
            // The operator wants a place for what it would append: the cache itself, where the caller binds it so.
            graph.Output(outputs[1], $"cross_k_out_{layer}", DataType.Int8, CacheShape(config));
            graph.Output(outputs[2], $"cross_v_out_{layer}", DataType.Int8, CacheShape(config));
            return block.Flatten(graph.Add("Add", [graph.Add("Mul", [outputs[0], ValueScales[layer]]), ValueMiddles[layer]]));
        }

        public (string Keys, string Values) Floats(int layer)
        {
            string keys = graph.Add("Mul", [Own(Keys[layer]), Heads(KeyScales[layer])]);
            string values = graph.Add("Add", [graph.Add("Mul", [Own(Values[layer]), Heads(ValueScales[layer])]), Heads(ValueMiddles[layer])]);
            return (keys, values);

            string Own(string cache) => graph.Add("Cast", [graph.Add("Slice", [cache, graph.Integers(0), graph.Integers(-Padding), graph.Integers(2)])], Int("to", (long)DataType.Float));
            string Heads(string scale) => graph.Add("Transpose", [graph.Add("Reshape", [scale, graph.Integers(0, 0, config.DecoderHeads, config.DecoderHeadWidth)])], Ints("perm", 0, 2, 1, 3));
        }

        /// <summary>What all layers share: the queries' shape [audios, queries, width], the keys that they are told of, and the bias.</summary>
        private Queries Shape(string queries)
        {
            string scope = graph.Scope;
            graph.Scope = "";
            string audios = graph.Add("Shape", [Keys[0]], Int("end", 1));
            string shape = graph.Add("Concat", [audios, graph.Integers(-1, config.Width)], Int("axis", 0));
            string folded = block.Reshape(queries, shape);
            string count = graph.Add("Shape", [folded], Int("start", 1), Int("end", 2));
            string more = graph.Add("Sub", [count, graph.Integers(1)]);
            string positions = graph.Input("audio_positions", DataType.Int32, "audios");
            string before = graph.Add("Cast", [graph.Add("Sub", [more, graph.Integers(1)])], Int("to", (long)DataType.Int32));
            string last = graph.Add("Add", [positions, before]);
            string own = graph.Add("Cast", [graph.Add("ReduceMax", [positions])], Int("to", (long)DataType.Int64));
            string keys = graph.Add("Cast", [graph.Add("Add", [own, more])], Int("to", (long)DataType.Int32));
            string bias = graph.Add("Concat", [Filled(0, own), Filled(Never, more)], Int("axis", 3));
            string none = graph.Add("Slice", [folded, graph.Integers(0), graph.Integers(0), graph.Integers(1)]);
            graph.Scope = scope;
            return new Queries(shape, none, last, keys, bias);

            string Filled(float value, string columns) => graph.Add(
                "Expand", [graph.Constant(DataType.Float, [1], value), graph.Add("Concat", [graph.Integers(1, 1), count, columns], Int("axis", 0))]);
        }

        private sealed record Queries(string Shape, string None, string LastKeys, string KeyCount, string Bias);
    }
}
