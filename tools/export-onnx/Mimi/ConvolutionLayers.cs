using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Mimi;

/// <summary>
/// Convolutions as products of rows: what an output sees lies side by side in a row, one product serves all rows, and a row's result
/// does not depend on how many there are.
/// </summary>
internal sealed class ConvolutionLayers(GraphBuilder graph, MimiWeights weights, CodecTime time, CodecContext context)
{
    /// <summary>Samples [rows, 1] to columns [rows, width]: two for every frame.</summary>
    public string Encode(string samples, MimiConvolutions convolutions)
    {
        string x = Apply(samples, convolutions.First);
        foreach (MimiConvolutions.Stage stage in convolutions.Stages)
        {
            foreach (MimiConvolutions.ResidualUnit unit in stage.Units)
                x = graph.Add("Add", [x, Apply(Activate(Apply(Activate(x), unit.Narrow)), unit.Widen)]);
            x = Apply(Activate(x), stage.Shorten);
        }

        return Apply(Activate(x), convolutions.Last);
    }

    /// <summary>Rows [streams * columns, inputs] to rows [streams * outputs, outputs' channels].</summary>
    /// <param name="x">The rows.</param>
    /// <param name="convolution">What to apply.</param>
    /// <param name="begins">bool [streams, 1, 1]: streams that have heard nothing yet, for a convolution that repeats its first column.</param>
    public string Apply(string x, CausalConvolution convolution, string? begins = null)
    {
        graph.Scope = convolution.Layer;
        string rows = convolution.Context == 0 ? graph.Add("Reshape", [x, graph.Integers(-1, convolution.Inputs)]) : Gather(x, convolution, begins);
        List<string> inputs = [rows, graph.Initializer(weights.Convolution(convolution))];
        if (convolution.HasBias)
            inputs.Add(graph.Initializer(weights.Plain(convolution.Layer + ".bias")));
        return graph.Add("Gemm", inputs, Int("transB", 1));
    }

    private string Gather(string x, CausalConvolution convolution, string? begins)
    {
        (int stride, int channels) = (convolution.Stride, convolution.Inputs);
        string current = time.Columns(x, convolution.Rate * stride, channels);
        string before = context.Before(convolution);
        if (convolution.RepeatsFirstColumn)
            before = graph.Add("Where", [begins!, graph.Add("Slice", [current, graph.Integers(0), graph.Integers(1), graph.Integers(1)]), before]);
        string all = graph.Add("Concat", [before, current], Int("axis", 1));
        context.Keep(convolution, all);
        // A kernel of two strides sees two blocks of columns, which are gathered as blocks.
        string blocks = stride == 1 ? all : time.Columns(all, convolution.Rate + (convolution.Context / stride), stride * channels);
        string seen = graph.Add("Gather", [blocks, time.Windows(convolution.Rate, convolution.Kernel / stride, convolution.Dilation)], Int("axis", 1));
        return graph.Add("Reshape", [seen, graph.Integers(-1, (long)convolution.Kernel * channels)]);
    }

    /// <summary>
    /// The exponential linear unit, max(x, min(e^x - 1, 0)), with e^x - 1 = 1 / sigmoid(-x) - 2. ONNX Runtime's Elu computes the last few values of a thread's
    /// share by another exponential than the others, so its bits follow from where the shares end; its sigmoid has one way for all.
    /// </summary>
    private string Activate(string x)
    {
        string exponential = graph.Add("Sub", [graph.Add("Reciprocal", [graph.Add("Sigmoid", [graph.Add("Neg", [x])])]), graph.Scalar(2)]);
        return graph.Add("Max", [x, graph.Add("Min", [exponential, graph.Scalar(0)])]);
    }
}
