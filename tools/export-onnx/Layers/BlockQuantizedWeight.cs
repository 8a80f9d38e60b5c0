using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Export.Quantization;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Layers;

/// <summary>A weight [outputs, inputs] in blocks of 4 or 8 bits, in the layout that MatMulNBits multiplies with.</summary>
internal sealed class BlockQuantizedWeight
{
    // Activations are rounded to 8 bits as well: the fast way on CPUs.
    private const int EightBitActivations = 4;

    private readonly TensorProto _values;
    private readonly TensorProto _scales;
    private readonly int _bits;
    private readonly int _blockSize;

    public BlockQuantizedWeight(WeightStore weights, string name, int bits, int blockSize)
    {
        long[] shape = weights.ShapeOf(name);
        (Outputs, Inputs) = ((int)shape[0], (int)shape[1]);
        _bits = bits;
        _blockSize = BlockQuantizer.FittingBlock(blockSize, Inputs);
        string key = FormattableString.Invariant($"{name}.{bits}x{_blockSize}");
        if (!weights.TryGet(key, out _values))
        {
            QuantizedBlocks blocks = BlockQuantizer.Quantize(weights.Read(name), Outputs, Inputs, bits, _blockSize);
            _values = weights.Store<byte>(key, DataType.Uint8, [Outputs, blocks.BlocksPerRow, blocks.BytesPerBlock], blocks.Values);
            weights.Store<float>(key + ".scales", DataType.Float, [Outputs, blocks.BlocksPerRow], blocks.Scales);
        }

        weights.TryGet(key + ".scales", out _scales);
    }

    public int Outputs { get; }

    public int Inputs { get; }

    /// <summary>x Wᵀ (+ b).</summary>
    public string Multiply(GraphBuilder graph, string x, string? bias = null)
    {
        List<string> inputs = [x, graph.Initializer(_values), graph.Initializer(_scales)];
        if (bias is not null)
            inputs.AddRange(["", "", bias]);
        return graph.AddMicrosoft("MatMulNBits", inputs, Int("K", Inputs), Int("N", Outputs), Int("bits", _bits), Int("block_size", _blockSize), Int("accuracy_level", EightBitActivations));
    }

    /// <summary>Rows of W by their numbers, out of the same bytes.</summary>
    public string Gather(GraphBuilder graph, WeightStore weights, string rows)
    {
        RequireWholeBlocks();
        TensorProto values = weights.Alias(_values.Name + ".rows", _values, [Outputs, (long)Inputs * _bits / 8]);
        return graph.AddMicrosoft(
            "GatherBlockQuantized", [graph.Initializer(values), rows, graph.Initializer(_scales)],
            Int("gather_axis", 0), Int("quantize_axis", 1), Int("block_size", _blockSize), Int("bits", _bits));
    }

    /// <summary>
    /// Rows [..., inputs] of a weight of 8 bits by their numbers [rows, numbers of a row], by plain operators: dozens of rows take
    /// much less time so than by ONNX Runtime's GatherBlockQuantized, which takes one value at a time.
    /// </summary>
    public string GatherMany(GraphBuilder graph, string rows)
    {
        RequireWholeBlocks();
        string bytes = graph.Add("Cast", [graph.Add("Gather", [graph.Initializer(_values), rows])], Int("to", (long)DataType.Float));
        string scales = graph.Add("Unsqueeze", [graph.Add("Gather", [graph.Initializer(_scales), rows]), graph.Integers(-1)]);
        string values = graph.Add("Mul", [graph.Add("Sub", [bytes, graph.Scalar(1 << (_bits - 1))]), scales]);
        return graph.Add("Reshape", [values, graph.Integers(0, 0, Inputs)]);
    }

    private void RequireWholeBlocks()
    {
        if (Inputs % _blockSize != 0)
            throw new ModelFolderException($"{_values.Name} has rows of {Inputs} weights, which blocks of {_blockSize} do not divide; choose a smaller block size.");
    }
}
