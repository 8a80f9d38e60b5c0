using System.Text.Json;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>What config.json says of a Wav2Vec2-BERT encoder; where it says nothing, what transformers' Wav2Vec2BertConfig takes.</summary>
internal sealed record Wav2Vec2BertConfig
{
    /// <summary>Values of an input row: two stacked frames of filter banks.</summary>
    public required int Features { get; init; }

    public required int Width { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    /// <summary>Values between the two products of a feed-forward.</summary>
    public required int Hidden { get; init; }

    /// <summary>Of feed-forwards and convolutions.</summary>
    public required Activation Activation { get; init; }

    public required double Epsilon { get; init; }

    public required int ConvolutionKernel { get; init; }

    public required PositionKind Positions { get; init; }

    /// <summary>The farthest distance before a row that has a vector of its own (relative_key).</summary>
    public required int LeftDistance { get; init; }

    /// <summary>The same after it.</summary>
    public required int RightDistance { get; init; }

    public required double RotaryBase { get; init; }

    /// <summary>What follows the encoder and shortens its output; null where nothing does.</summary>
    public required AdapterConfig? Adapter { get; init; }

    public int HeadWidth => Width / Heads;

    /// <summary>Width of the rows that a head gets.</summary>
    public int OutputWidth => Adapter?.Width ?? Width;

    /// <summary>Reads the encoder's part. The caller completes the reader, which then throws if anything was wrong.</summary>
    public static Wav2Vec2BertConfig Read(ConfigReader fields, JsonElement json)
    {
        int width = fields.Number("hidden_size", 1024);
        var config = new Wav2Vec2BertConfig
        {
            Features = fields.Number("feature_projection_input_dim", 160),
            Width = width,
            Layers = fields.Count("num_hidden_layers", 24),
            Heads = fields.Number("num_attention_heads", 16),
            Hidden = fields.Number("intermediate_size", 4096),
            Activation = Activations.Read(fields, "hidden_act", "swish"),
            Epsilon = fields.Real("layer_norm_eps", 1e-5),
            ConvolutionKernel = fields.Number("conv_depthwise_kernel_size", 31),
            Positions = PositionsOf(fields, json),
            LeftDistance = fields.Number("left_max_position_embeddings", 64, smallest: 0),
            RightDistance = fields.Number("right_max_position_embeddings", 8, smallest: 0),
            RotaryBase = fields.Real("rotary_embedding_base", 10000),
            Adapter = AdapterConfig.Read(fields, width),
        };
        config.Check(fields);
        return config;
    }

    private static PositionKind PositionsOf(ConfigReader fields, JsonElement json)
    {
        const string field = "position_embeddings_type";
        // Null says something here: no positions; an absent field has the default.
        if (json.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.Null)
            return PositionKind.None;
        return fields.Word(field, "relative_key", "relative_key", "relative", "rotary") switch
        {
            "relative" => PositionKind.Relative,
            "rotary" => PositionKind.Rotary,
            _ => PositionKind.RelativeKey,
        };
    }

    private void Check(ConfigReader fields)
    {
        fields.Require(Width % Heads == 0, $"hidden_size {Width} is not divisible by num_attention_heads {Heads}");
        fields.Require(OutputWidth % Heads == 0, $"output_hidden_size {OutputWidth} is not divisible by num_attention_heads {Heads}");
        fields.Require(ConvolutionKernel % 2 == 1, $"conv_depthwise_kernel_size is {ConvolutionKernel}, expected an odd number");
        fields.Require(Positions != PositionKind.Rotary || HeadWidth % 2 == 0, $"rotary positions turn pairs of values, and a head has {HeadWidth}");
        fields.Require(Positions != PositionKind.Relative || Width % 2 == 0, $"relative positions are pairs of sines and cosines, and hidden_size is {Width}");
    }
}
