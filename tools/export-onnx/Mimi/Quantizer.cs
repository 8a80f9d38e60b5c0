using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Mimi;

/// <summary>Rows [frames, width] to codes [frames, codebooks]: the nearest entry, then the nearest to what is left, and so on.</summary>
internal sealed class Quantizer(GraphBuilder graph, MimiConfig config, MimiWeights weights)
{
    public string Apply(string x)
    {
        graph.Scope = "quantizer";
        string projected = graph.Add("Gemm", [x, graph.Initializer(weights.Projections())], Int("transB", 1));
        string[] rests = graph.AddMany("Split", [projected], 2, Int("axis", 1), Int("num_outputs", 2));
        List<string> codes = [];
        for (int i = 0; i < config.Codebooks; i++)
        {
            graph.Scope = MimiTensors.Codebook(i, config);
            ref string rest = ref rests[i < config.SemanticCodebooks ? 0 : 1];
            string entries = graph.Initializer(weights.Entries(i));
            // |x - e|^2 is smallest where x e - |e|^2 / 2 is largest.
            string nearness = graph.Add("Gemm", [rest, entries, graph.Initializer(weights.Offsets(i))], Int("transB", 1));
            codes.Add(graph.Add("ArgMax", [nearness], Int("axis", 1), Int("keepdims", 1)));
            if (i + 1 < config.Codebooks && i + 1 != config.SemanticCodebooks)
            {
                string entry = graph.Add("Gather", [entries, graph.Add("Squeeze", [codes[^1], graph.Integers(1)])]);
                rest = graph.Add("Sub", [rest, entry]);
            }
        }

        return graph.Add("Concat", codes, Int("axis", 1));
    }
}
