using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>How a precision stores and multiplies the language model's large weights.</summary>
/// <param name="Layers">The layers' products.</param>
/// <param name="Scores">The product that scores the text ids.</param>
/// <param name="Look">Rows of a weight by their numbers, of any shape, in the graph's float type.</param>
/// <param name="Cache">The type that keys and values are kept in.</param>
internal sealed record TextStepProducts(Projection Layers, Projection Scores, Func<string, string, string> Look, DataType Cache)
{
    // With more weights to a scale ONNX Runtime's kernels sum a single row in another order than pairs of rows (measured with AVX-512),
    // and a stream by itself would need a companion.
    private const int LargestBlockOf8Bits = 64;
    private const int LargestBlockOf4Bits = 32;

    public static TextStepProducts Create(GraphBuilder graph, WeightStore weights, ExportOptions options)
    {
        int block = Math.Min(options.BlockSize, LargestBlockOf8Bits);
        Projection Project(ExportPrecision precision) => precision switch
        {
            ExportPrecision.Fp32 => new FloatProjection(graph, weights),
            ExportPrecision.Fp16 => new HalfProjection(graph, weights),
            ExportPrecision.Int8 => new BlockQuantizedProjection(graph, weights, 8, block),
            _ => new BlockQuantizedProjection(graph, weights, 4, Math.Min(block, LargestBlockOf4Bits)),
        };

        // An embedding is a sum of rows, of which each rounds by itself; 4 bits of it would save little and cost most.
        ExportPrecision embedding = options.Embedding == ExportPrecision.Int4 ? ExportPrecision.Int8 : options.Embedding;
        string Look(string weight, string rows) => embedding == ExportPrecision.Int8
            ? new BlockQuantizedWeight(weights, weight, 8, block).GatherMany(graph, rows)
            : graph.Add("Gather", [graph.Initializer(weights.Float(weight)), rows]);
        // Beside weights of 8 bits halves lose nothing, and a long window is read at every step.
        return new TextStepProducts(Project(options.Decoder), Project(embedding), Look, options.Decoder == ExportPrecision.Fp32 ? DataType.Float : DataType.Float16);
    }
}
