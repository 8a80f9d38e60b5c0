using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

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

    /// <summary>What one tap of the kernel sees: x [batch, time, …] to [batch, frames, …].</summary>
    public string Tap(GraphBuilder graph, string x, int tap)
    {
        int behind = Kernel - 1 - tap;
        return graph.Add("Slice", [x, graph.Integers(tap), graph.Integers(behind == 0 ? long.MaxValue : -behind), graph.Integers(1), graph.Integers(Stride)]);
    }

    /// <summary>What some taps in a row see, side by side: x [batch, time, channels] to [batch, frames, taps * channels].</summary>
    public string Taps(GraphBuilder graph, string x, int first, int count) =>
        graph.Add("Concat", Enumerable.Range(first, count).Select(tap => Tap(graph, x, tap)), Int("axis", 2));

    /// <summary>Some taps of a weight [out, in, kernel] as [out, taps * in], for the product with what they see; returns its name.</summary>
    public string Weight(WeightStore weights, string name, int first, int count)
    {
        int inputs = (int)weights.ShapeOf(name)[1];
        int row = count * inputs;
        return weights.Derive(FormattableString.Invariant($"{name}.taps{first}-{first + count - 1}"), [Outputs, row], () =>
        {
            float[] source = weights.Read(name);
            var target = new float[Outputs * row];
            for (int n = 0; n < target.Length; n++)
            {
                (int output, int rest) = Math.DivRem(n, row);
                (int tap, int input) = Math.DivRem(rest, inputs);
                target[n] = source[(((output * inputs) + input) * Kernel) + first + tap];
            }

            return target;
        });
    }
}
