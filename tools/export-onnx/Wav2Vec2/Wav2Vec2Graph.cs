using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Export.SpeechHeads;
using static Speech.Sdk.Export.Onnx.GraphAttribute;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>waveform [batch, samples] to what the head gives. The padded graph also takes each clip's samples, lengths [batch].</summary>
internal sealed class Wav2Vec2Graph(Wav2Vec2Config config, Wav2Vec2Tensors tensors, WeightStore weights, Func<GraphBuilder, Wav2Vec2Products> multiply)
{
    public GraphBuilder Build(bool padded)
    {
        var graph = new GraphBuilder(padded ? "wav2vec2-padded" : "wav2vec2");
        Wav2Vec2Products products = multiply(graph);
        var block = new TransformerBlock(graph, weights, products.Layers, config.Width, config.NormEpsilon);
        string waveform = graph.Input("waveform", DataType.Float, "batch", "samples");
        string? lengths = padded ? graph.Input("lengths", DataType.Int64, "batch") : null;
        string features = new FeatureEncoder(config, graph, block, products).Apply(waveform);
        string grid = graph.Add("Shape", [features], Int("end", 2));
        string frames = Project(graph, block, products, features, grid);
        FrameMask? mask = lengths is null ? null : Mask(graph, lengths, frames);
        frames = mask?.Zero(frames, weights.FloatType) ?? frames;
        string positions = new PositionalConvolution(config, tensors, graph, weights, block).Apply(frames);
        var layers = new Wav2Vec2Layers(config, graph, weights, products.Layers, block)
        {
            Language = config.LanguageAdapterWidth is { } width ? new LanguageAdapter(config, width, graph, block) : null,
            Shape = graph.Add("Shape", [frames]),
            Mask = mask,
        };
        List<string> states = layers.Apply(frames, positions);
        config.Head.Apply(graph, weights, Adapt(graph, block, products, new EncodedSpeech(states, states[^1], grid, mask)));
        return graph;
    }

    private string Project(GraphBuilder graph, TransformerBlock block, Wav2Vec2Products products, string features, string grid)
    {
        int channels = config.Convolutions[^1].Outputs;
        string rows = graph.Add("Reshape", [block.Normalize(features, Wav2Vec2Tensors.ProjectionNorm, config.NormEpsilon), graph.Integers(-1, channels)]);
        rows = products.Features.Apply(rows, Wav2Vec2Tensors.Projection + ".weight", Wav2Vec2Tensors.Projection + ".bias");
        return block.Reshape(rows, graph.Add("Concat", [grid, graph.Integers(config.Width)], Int("axis", 0)));
    }

    private FrameMask Mask(GraphBuilder graph, string lengths, string frames)
    {
        foreach (StridedConvolution convolution in config.Convolutions)
            lengths = convolution.Lengths(graph, lengths);
        return new FrameMask(graph, lengths, graph.Add("Shape", [frames], Int("start", 1), Int("end", 2)));
    }

    private EncodedSpeech Adapt(GraphBuilder graph, TransformerBlock block, Wav2Vec2Products products, EncodedSpeech speech)
    {
        if (config.LengthAdapter is not { } adapter)
            return speech;
        (string x, FrameMask? mask) = new LengthAdapter(adapter, config.Width, graph, weights, products.Layers, block).Apply(speech.Output, speech.Grid, speech.Mask);
        string frames = graph.Add("Transpose", [x], Ints("perm", 0, 2, 1));
        return speech with
        {
            Output = graph.Add("Reshape", [frames, graph.Integers(-1, adapter.Width)]),
            Grid = graph.Add("Shape", [frames], Int("end", 2)),
            Mask = mask,
        };
    }
}
