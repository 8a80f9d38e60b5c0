using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>
/// One step of the language model for many streams at once, a row each: the text token before and a frame's codes in, the next text
/// token out. Keys and values lie in buffers [rows, heads, window, head width] that the caller binds as input and output alike; a step
/// writes a row's newest behind the <c>past</c> that the row says it has, and sees these and itself. Positions come as cosines and sines,
/// so that a stream may go on for ever.
/// </summary>
internal sealed class TextStepGraph(KyutaiConfig config, KyutaiWeights tensors, WeightStore weights, Func<GraphBuilder, TextStepProducts> create)
{
    private readonly GraphBuilder _graph = new("kyutai-text-step");

    public GraphBuilder Build()
    {
        string text = _graph.Input("text", DataType.Int64, "rows");
        string codes = _graph.Input("codes", DataType.Int64, "rows", config.Codebooks);
        string cosines = FromFloat(_graph.Input("cosines", DataType.Float, "rows", config.HeadWidth / 2));
        string sines = FromFloat(_graph.Input("sines", DataType.Float, "rows", config.HeadWidth / 2));
        string past = _graph.Input("past", DataType.Int32, "rows");
        string capacity = _graph.Constant(DataType.Int32, [1], config.Window);

        TextStepProducts products = create(_graph);
        string x = Embed(text, codes, products);
        string? residual = null;
        foreach ((int index, KyutaiLayer layer) in tensors.Layers.Index())
        {
            _graph.Scope = layer.Name;
            (string normalized, residual) = Normalize(x, residual, layer.AttentionNorm);
            string attended = Attend(index, products.Layers.Apply(normalized, layer.Inputs), cosines, sines, past, capacity, products.Cache);
            (normalized, residual) = Normalize(products.Layers.Apply(attended, layer.Output), residual, layer.FeedForwardNorm);
            x = FeedForward(layer, normalized, products.Layers);
        }

        _graph.Scope = "";
        (string final, _) = Normalize(x, residual, tensors.FinalNorm);
        Score(products.Scores.Apply(final, tensors.Scores));
        if (tensors.Pauses is { } pauses)
            TellPauses(final, pauses);
        return _graph;
    }

    /// <summary>The sum of the text's row and of every code's.</summary>
    private string Embed(string text, string codes, TextStepProducts products)
    {
        long[] offsets = [.. Enumerable.Range(0, config.Codebooks).Select(codebook => (long)config.TextRows + (codebook * config.CodeRows))];
        string silent = _graph.Integer(config.SilentRow);
        string places = _graph.Add("Where", [_graph.Add("Equal", [codes, silent]), codes, _graph.Add("Add", [codes, _graph.Constant(DataType.Int64, [1, config.Codebooks], offsets)])]);
        string all = _graph.Add("Concat", [_graph.Add("Unsqueeze", [text, _graph.Integers(1)]), places], Int("axis", 1));
        // A product with ones: ONNX Runtime's ReduceSum adds up a single row's in another order than those of several rows.
        string ones = FromFloat(_graph.Constant(DataType.Float, [1, config.Codebooks + 1], [.. Enumerable.Repeat(1f, config.Codebooks + 1)]));
        return _graph.Add("Squeeze", [_graph.AddMicrosoft("FusedMatMul", [ones, products.Look(tensors.Embedding, all)]), _graph.Integers(1)]);
    }

    /// <summary>Queries, keys and values [rows, ...] in one; what the row saw of its window, [rows, width of the queries].</summary>
    private string Attend(int layer, string inputs, string cosines, string sines, string past, string capacity, DataType cache)
    {
        string ToCache(string x) => Convert(x, cache, weights.FloatType);
        int turned = config.QueryWidth + config.KeyWidth;
        string[] parts = _graph.AddMany("Split", [inputs, _graph.Integers(turned, config.KeyWidth)], 2, Int("axis", 1));
        // To the operator the rows are one stream's positions, and the tables hold what belongs to each.
        string rotated = _graph.AddMicrosoft(
            "RotaryEmbedding", [_graph.Add("Unsqueeze", [parts[0], _graph.Integers(0)]), _graph.Integers(0), cosines, sines],
            Int("interleaved", config.TurnsNeighbours ? 1 : 0), Int("num_heads", config.Heads + config.KeyHeads));
        string[] queryAndKey = _graph.AddMany(
            "Split", [_graph.Add("Reshape", [rotated, _graph.Integers(-1, 1, turned)]), _graph.Integers(config.QueryWidth, config.KeyWidth)], 2, Int("axis", 2));
        string[] attended = _graph.AddMicrosoft(
            "GroupQueryAttention",
            [
                ToCache(queryAndKey[0]), ToCache(queryAndKey[1]), ToCache(_graph.Add("Unsqueeze", [parts[1], _graph.Integers(1)])),
                _graph.Input($"keys_{layer}", cache, CacheShape), _graph.Input($"values_{layer}", cache, CacheShape), past, capacity,
            ],
            3, Int("num_heads", config.Heads), Int("kv_num_heads", config.KeyHeads));
        _graph.Output(attended[1], $"keys_out_{layer}", cache, CacheShape);
        _graph.Output(attended[2], $"values_out_{layer}", cache, CacheShape);
        return Convert(_graph.Add("Squeeze", [attended[0], _graph.Integers(1)]), weights.FloatType, cache);
    }

    private string FeedForward(KyutaiLayer layer, string x, Projection projection)
    {
        string[] gates = _graph.AddMany("Split", [projection.Apply(x, layer.Gates), _graph.Integers(config.Hidden, config.Hidden)], 2, Int("axis", 1));
        // With an alpha of 1 it is SiLU.
        string activated = _graph.AddMicrosoft("QuickGelu", [gates[0]], Float("alpha", 1));
        return projection.Apply(_graph.Add("Mul", [activated, gates[1]]), layer.Down);
    }

    private void Score(string product)
    {
        string logits = ToFloat(product);
        string token = _graph.Add("ArgMax", [logits], Int("axis", -1), Int("keepdims", 1));
        string probability = _graph.Add("GatherElements", [_graph.Add("LogSoftmax", [logits], Int("axis", -1)), token], Int("axis", 1));
        _graph.Output(logits, "logits", DataType.Float, "rows", config.Scored);
        _graph.Output(_graph.Add("Squeeze", [token, _graph.Integers(1)]), "token", DataType.Int64, "rows");
        _graph.Output(_graph.Add("Squeeze", [probability, _graph.Integers(1)]), "log_probability", DataType.Float, "rows");
    }

    private void TellPauses(string final, string heads)
    {
        string scores = _graph.Add("Gemm", [ToFloat(final), _graph.Initializer(weights.Float32(heads))], Int("transB", 1));
        string shares = _graph.Add("Softmax", [_graph.Add("Reshape", [scores, _graph.Integers(-1, config.PauseHeads, config.PauseClasses)])], Int("axis", -1));
        _graph.Output(_graph.Add("Gather", [shares, _graph.Integer(0)], Int("axis", 2)), "pauses", DataType.Float, "rows", config.PauseHeads);
    }

    /// <summary>Adds the residual, if there is one yet; returns the normalised sum and the sum.</summary>
    private (string Normalized, string Sum) Normalize(string x, string? residual, string norm)
    {
        string scale = _graph.Initializer(weights.Float(norm));
        if (residual is null)
            return (_graph.Add("SimplifiedLayerNormalization", [x, scale], Int("axis", -1), Float("epsilon", config.Epsilon)), x);
        string[] outputs = _graph.AddMicrosoft("SkipSimplifiedLayerNormalization", [x, residual, scale], 4, Float("epsilon", config.Epsilon));
        return (outputs[0], outputs[3]);
    }

    private object[] CacheShape => ["rows", config.KeyHeads, config.Window, config.HeadWidth];

    private string ToFloat(string x) => Convert(x, DataType.Float, weights.FloatType);

    private string FromFloat(string x) => Convert(x, weights.FloatType, DataType.Float);

    private string Convert(string x, DataType to, DataType from) => to == from ? x : _graph.Add("Cast", [x], Int("to", (long)to));
}
