using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Mimi;

/// <summary>The encoder from samples to codes, one frame of many streams or many frames of one recording, with what it carries on as inputs and outputs.</summary>
internal sealed class CodecGraph(MimiConfig config, MimiWeights weights)
{
    /// <summary>One frame of every stream.</summary>
    public GraphBuilder BuildStep() => Build(new GraphBuilder("codec-step"), ofRecording: false);

    /// <summary>Many frames of one recording.</summary>
    public GraphBuilder BuildRecording() => Build(new GraphBuilder("codec"), ofRecording: true);

    private GraphBuilder Build(GraphBuilder graph, bool ofRecording)
    {
        object streams = ofRecording ? 1 : "streams";
        var convolutions = new MimiConvolutions(config);
        string runs = ofRecording ? "frames" : "streams";
        string audio = graph.Input("audio", DataType.Float, runs, config.FrameSamples);
        string position = graph.Input("position", DataType.Int64, streams);
        var time = new CodecTime(graph, ofRecording ? graph.Add("Shape", [audio], Int("end", 1)) : null);
        var context = new CodecContext(graph, convolutions, streams);
        var layers = new ConvolutionLayers(graph, weights, time, context);
        var rotary = new RotaryRows(graph, config, runs, ofRecording ? [1, -1] : [-1, MimiConfig.ColumnsPerFrame]);
        IKeyWindows windows = ofRecording ? new RecordingKeys(graph, config, time, position) : new StepKeys(graph, config, position);

        string x = layers.Encode(graph.Add("Reshape", [audio, graph.Integers(-1, 1)]), convolutions);
        x = new TransformerLayers(graph, config, weights, time, windows, rotary).Apply(x);
        string begins = graph.Add("Unsqueeze", [graph.Add("Equal", [position, graph.Integers(0)]), graph.Integers(1, 2)]);
        x = layers.Apply(x, convolutions.Downsampling, begins);
        graph.Output(new Quantizer(graph, config, weights).Apply(x), "codes", DataType.Int64, runs, config.Codebooks);
        graph.Scope = "";
        context.Output(streams);
        graph.Describe("rotary_base", FormattableString.Invariant($"{config.RotaryBase:R}"));
        return graph;
    }
}
