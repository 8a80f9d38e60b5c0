using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>How a precision stores and multiplies the language model's large weights.</summary>
/// <param name="Layers">The layers' products.</param>
/// <param name="Scores">The product that scores the text ids.</param>
/// <param name="Look">Rows of a weight by their numbers, of any shape, in the graph's float type.</param>
internal sealed record TextStepProducts(Projection Layers, Projection Scores, Func<string, string, string> Look)
{
    public static TextStepProducts Create(GraphBuilder graph, WeightStore weights, ExportOptions options)
    {
        Projection Project(ExportPrecision precision) => precision switch
        {
            ExportPrecision.Fp32 => new FloatProjection(graph, weights),
            ExportPrecision.Fp16 => new HalfProjection(graph, weights),
            ExportPrecision.Int8 => new BlockQuantizedProjection(graph, weights, 8, options.BlockSize),
            _ => new BlockQuantizedProjection(graph, weights, 4, options.BlockSize),
        };

        // An embedding is a sum of rows, of which each rounds by itself; 4 bits of it would save little and cost most.
        ExportPrecision embedding = options.Embedding == ExportPrecision.Int4 ? ExportPrecision.Int8 : options.Embedding;
        string Look(string weight, string rows) => embedding == ExportPrecision.Int8
            ? new BlockQuantizedWeight(weights, weight, 8, options.BlockSize).Gather(graph, weights, rows)
            : graph.Add("Gather", [graph.Initializer(weights.Float(weight)), rows]);
        return new TextStepProducts(Project(options.Decoder), Project(embedding), Look);
    }
}
