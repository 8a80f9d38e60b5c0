using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>
/// Attention with relative keys (see <see cref="RelativeKeyEmbedding"/>), block by block of queries, so that scores of all rows against
/// all rows never lie in memory: on CPUs they pass through the cache instead. Within a block, near keys choose their product with
/// the distances' vectors by the same pattern everywhere; all keys farther left, or right, share one, so that the near ones need only be
/// padded by their edges.
/// </summary>
internal sealed class RelativeKeyBlocks
{
    private const int Block = 64;
    private readonly Wav2Vec2BertConfig _config;
    private readonly ConformerBlock _block;
    private readonly RowGrid _grid;
    private readonly GraphBuilder _graph;
    private readonly string _padding;
    private readonly string _blocks;
    private readonly string _choices;
    private readonly string _edges;

    public RelativeKeyBlocks(Wav2Vec2BertConfig config, ConformerBlock block, RowGrid grid)
    {
        (_config, _block, _grid, _graph) = (config, block, grid, block.Graph);
        string count = _graph.Add("Div", [_graph.Add("Add", [grid.Rows, _graph.Integers(Block - 1)]), _graph.Integers(Block)]);
        string missing = _graph.Add("Sub", [_graph.Add("Mul", [count, _graph.Integers(Block)]), grid.Rows]);
        _padding = _graph.Add("Concat", [_graph.Integers(0, 0, 0, 0), missing, _graph.Integers(0)], Int("axis", 0));
        _blocks = _graph.Add("Concat", [grid.Batch, count, _graph.Integers(Block, config.Width)], Int("axis", 0));
        _choices = Choices();
        _edges = Edges(count);
    }

    /// <summary>Query, key and value as flat rows to [batch, rows, width].</summary>
    public string Mix(string query, string key, string value, string attention)
    {
        string padded = _graph.Add("Pad", [_grid.Unflatten(query, _config.Width), _padding]);
        string blocks = _graph.Add("Transpose", [_graph.Add("Reshape", [padded, _blocks])], Ints("perm", 1, 0, 2, 3));
        GraphBuilder body = Body(ByHead(key), ByHead(value), attention);
        string mixed = _graph.Add("Scan", [blocks, _edges], body.Body("body"), Int("num_scan_inputs", 2));
        string joined = _graph.Add("Reshape", [_graph.Add("Transpose", [mixed], Ints("perm", 1, 0, 2, 3)), _graph.Add("Concat", [_grid.Batch, _graph.Integers(-1, _config.Width)], Int("axis", 0))]);
        return _graph.Add("Slice", [joined, _graph.Integers(0), _grid.Rows, _graph.Integers(1)]);
    }

    /// <summary>One block's queries [batch, block, width] and its edges to what they get of the values.</summary>
    private GraphBuilder Body(string key, string value, string attention)
    {
        GraphBuilder body = _graph.Nest(attention + ".block");
        string query = body.Input(attention + ".block.query", DataType.Float, "batch", Block, _config.Width);
        string edges = body.Input(attention + ".block.edges", DataType.Int64, 8);
        string rows = body.Add("Reshape", [query, body.Integers(-1, _config.HeadWidth)]);
        string products = body.AddMicrosoft(
            "FusedMatMul", [rows, _block.Weight(attention + ".distance_embedding.weight")], Int("transB", 1), Float("alpha", 1 / Math.Sqrt(_config.HeadWidth)));
        string byHead = body.Add("Transpose", [body.Add("Reshape", [products, body.Integers(-1, Block, _config.Heads, Distances)])], Ints("perm", 0, 2, 1, 3));
        string near = body.Add("GatherElements", [byHead, _choices], Int("axis", 3));
        string scores = body.Add("Pad", [near, edges], Text("mode", "edge"));
        string mixed = body.AddMicrosoft("MultiHeadAttention", [query, key, value, "", _grid.Mask?.Keys ?? "", scores], Int("num_heads", _config.Heads));
        body.Output(mixed, attention + ".block.mixed", DataType.Float, "batch", Block, _config.Width);
        return body;
    }

    private int Distances => _config.LeftDistance + _config.RightDistance + 1;

    /// <summary>Keys near a block: as far as any of its queries tells distances apart.</summary>
    private int Near => Block + _config.LeftDistance + _config.RightDistance;

    private string ByHead(string rows) => _graph.Add("Transpose", [_grid.Unflatten(rows, _config.Heads, _config.HeadWidth)], Ints("perm", 0, 2, 1, 3));

    /// <summary>int32 [batch, heads, block, near keys]: the row of the table for every pair.</summary>
    private string Choices()
    {
        int[] choices = [.. from query in Enumerable.Range(0, Block) from key in Enumerable.Range(0, Near) select Math.Clamp(key - query, 0, Distances - 1)];
        string shape = _graph.Add("Concat", [_grid.Batch, _graph.Integers(_config.Heads, Block, Near)], Int("axis", 0));
        string pairs = _graph.Initializer(_block.Weights.TryGet(ChoicesKey, out TensorProto stored)
            ? stored
            : _block.Weights.Store<int>(ChoicesKey, DataType.Int32, [Block, Near], choices));
        return _graph.Add("Expand", [pairs, shape]);
    }

    private static string ChoicesKey => "distance.choices";

    /// <summary>int64 [blocks, 8]: what the near keys of each block lack to all keys, as Pad takes it; less than nothing where they reach beyond.</summary>
    private string Edges(string count)
    {
        string starts = _graph.Add("Mul", [_graph.Add("Range", [_graph.Integer(0), _graph.Add("Squeeze", [count]), _graph.Integer(1)]), _graph.Integers(Block)]);
        string left = _graph.Add("Sub", [starts, _graph.Integers(_config.LeftDistance)]);
        string right = _graph.Add("Sub", [_graph.Add("Sub", [_grid.Rows, _graph.Integers(Near)]), left]);
        string zeros = _graph.Add("Mul", [starts, _graph.Integer(0)]);
        string[] columns = [zeros, zeros, zeros, left, zeros, zeros, zeros, right];
        return _graph.Add("Concat", columns.Select(column => _graph.Add("Unsqueeze", [column, _graph.Integers(1)])), Int("axis", 1));
    }
}
