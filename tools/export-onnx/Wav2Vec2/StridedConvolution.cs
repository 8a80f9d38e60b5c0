using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>A convolution over time that gives a frame for every stride.</summary>
internal sealed record StridedConvolution(int Outputs, int Kernel, int Stride)
{
    /// <summary>int64 lengths to lengths behind it: floor((n + padding - kernel) / stride) + 1, and 0 for what is shorter than the kernel.</summary>
    public string Lengths(GraphBuilder graph, string lengths, int padding = 0)
    {
        string room = graph.Add("Max", [graph.Add("Add", [lengths, graph.Integers(padding + Stride - Kernel)]), graph.Integers(0)]);
        return graph.Add("Div", [room, graph.Integers(Stride)]);
    }
}
