using System.Text.Json;

namespace Speech.Sdk.Export.Mimi;

/// <summary>The sizes of a Mimi codec's encoder. Where a file says nothing they are those of the published codec, in both layouts.</summary>
internal sealed record MimiConfig
{
    /// <summary>Two columns of the encoder are one frame: 25 Hz to 12.5 Hz.</summary>
    public const int ColumnsPerFrame = 2;

    /// <summary>Channels of the first convolution; they double with every stage.</summary>
    public int Filters { get; init; } = 64;

    /// <summary>The stages' strides in the order in which the encoder applies them, which the files list the other way round.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [4, 5, 6, 8];

    public int Kernel { get; init; } = 7;

    public int ResidualKernel { get; init; } = 3;

    public int LastKernel { get; init; } = 3;

    /// <summary>Residual units of a stage.</summary>
    public int ResidualUnits { get; init; } = 1;

    /// <summary>By how much the dilation grows from one residual unit to the next.</summary>
    public int DilationGrowth { get; init; } = 2;

    /// <summary>How many times narrower a residual unit is inside.</summary>
    public int Compress { get; init; } = 2;

    /// <summary>Width of the transformer and of its input.</summary>
    public int Width { get; init; } = 512;

    public int Layers { get; init; } = 8;

    public int Heads { get; init; } = 8;

    public int Hidden { get; init; } = 2048;

    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Base of the rotary positions.</summary>
    public double RotaryBase { get; init; } = 10000;

    /// <summary>Columns that a column attends to, itself included.</summary>
    public int Window { get; init; } = 250;

    /// <summary>Codebooks, the semantic ones first; a language model may read fewer than the codec has.</summary>
    public int Codebooks { get; init; } = 32;

    public int SemanticCodebooks { get; init; } = 1;

    public int CodebookSize { get; init; } = 2048;

    public int CodebookWidth { get; init; } = 256;

    public int FrameSamples => Strides.Aggregate(ColumnsPerFrame, (product, stride) => product * stride);

    public int HeadWidth => Width / Heads;

    /// <summary>Reads transformers' configuration, of a MimiModel or of another model's codec_config.</summary>
    public static MimiConfig Read(JsonElement json, string path)
    {
        var fields = new ConfigReader(json, path);
        var standard = new MimiConfig();
        int width = fields.Number("hidden_size", standard.Width);
        var config = new MimiConfig
        {
            Filters = fields.Number("num_filters", standard.Filters),
            Strides = [.. fields.Numbers("upsampling_ratios", 8, 6, 5, 4).Reverse()],
            Kernel = fields.Number("kernel_size", standard.Kernel),
            ResidualKernel = fields.Number("residual_kernel_size", standard.ResidualKernel),
            LastKernel = fields.Number("last_kernel_size", standard.LastKernel),
            ResidualUnits = fields.Count("num_residual_layers", standard.ResidualUnits),
            DilationGrowth = fields.Number("dilation_growth_rate", standard.DilationGrowth),
            Compress = fields.Number("compress", standard.Compress),
            Width = width,
            Layers = fields.Count("num_hidden_layers", standard.Layers),
            Heads = fields.Number("num_attention_heads", standard.Heads),
            Hidden = fields.Number("intermediate_size", standard.Hidden),
            Epsilon = fields.Real("norm_eps", standard.Epsilon),
            RotaryBase = RotaryBaseOf(fields, json, path, standard.RotaryBase),
            Window = fields.Window("sliding_window", standard.Window),
            Codebooks = fields.Count("num_quantizers", standard.Codebooks),
            SemanticCodebooks = fields.Count("num_semantic_quantizers", standard.SemanticCodebooks),
            CodebookSize = fields.Number("codebook_size", standard.CodebookSize),
            CodebookWidth = fields.Number("codebook_dim", standard.CodebookWidth),
        };
        fields.Word("pad_mode", "constant", "constant");
        fields.Word("hidden_act", "gelu", "gelu");
        fields.Require(fields.Flag("use_causal_conv", true), "use_causal_conv is false, and only causal codecs can be fed frame by frame");
        fields.Require(!fields.Flag("use_conv_shortcut"), "use_conv_shortcut is true, which no published codec has");
        fields.Require(!fields.Flag("attention_bias"), "attention_bias is true, which no published codec has");
        fields.Require(fields.Number("audio_channels", 1) == 1, "audio_channels is not 1");
        fields.Require(fields.Number("num_key_value_heads", config.Heads) == config.Heads, "num_key_value_heads differs from num_attention_heads");
        fields.Require(fields.Number("head_dim", config.HeadWidth) == config.HeadWidth, "head_dim is not hidden_size / num_attention_heads");
        fields.Require(
            fields.Number("vector_quantization_hidden_dimension", config.CodebookWidth) == config.CodebookWidth,
            "vector_quantization_hidden_dimension differs from codebook_dim");
        config.Complete(fields);
        return config;
    }

    /// <summary>Reads the configuration that lies beside Kyutai's own files (mimi_config_name); null where there is none: the published sizes.</summary>
    public static MimiConfig ReadOriginal(JsonElement? json, string path)
    {
        var standard = new MimiConfig();
        if (json is not { } root)
            return standard;
        if (root.ValueKind != JsonValueKind.Object)
            throw new ModelFolderException($"{path} is no JSON object; download it again.");
        ConfigReader Part(string name) => new(
            !root.TryGetProperty(name, out JsonElement part) || part.ValueKind == JsonValueKind.Null ? Empty
            : part.ValueKind == JsonValueKind.Object ? part
            : throw new ModelFolderException($"{path}: {name} is {part}, expected an object; download the file again."),
            $"{path}, {name},");
        (ConfigReader convolutions, ConfigReader transformer, ConfigReader quantizer) = (Part("seanet"), Part("transformer"), Part("quantizer"));
        var config = new MimiConfig
        {
            Filters = convolutions.Number("n_filters", standard.Filters),
            Strides = [.. convolutions.Numbers("ratios", 8, 6, 5, 4).Reverse()],
            Kernel = convolutions.Number("kernel_size", standard.Kernel),
            ResidualKernel = convolutions.Number("residual_kernel_size", standard.ResidualKernel),
            LastKernel = convolutions.Number("last_kernel_size", standard.LastKernel),
            ResidualUnits = convolutions.Count("n_residual_layers", standard.ResidualUnits),
            DilationGrowth = convolutions.Number("dilation_base", standard.DilationGrowth),
            Compress = convolutions.Number("compress", standard.Compress),
            Width = transformer.Number("d_model", standard.Width),
            Layers = transformer.Count("num_layers", standard.Layers),
            Heads = transformer.Number("num_heads", standard.Heads),
            Hidden = transformer.Number("dim_feedforward", standard.Hidden),
            RotaryBase = transformer.Real("max_period", standard.RotaryBase),
            Window = transformer.Window("context", standard.Window),
            Codebooks = quantizer.Count("n_q", standard.Codebooks),
            CodebookSize = quantizer.Number("bins", standard.CodebookSize),
            CodebookWidth = quantizer.Number("dimension", standard.CodebookWidth),
        };
        convolutions.Word("pad_mode", "constant", "constant");
        convolutions.Word("activation", "ELU", "ELU");
        convolutions.Word("norm", "none", "none");
        convolutions.Require(convolutions.Flag("causal", true), "causal is false, and only causal codecs can be fed frame by frame");
        convolutions.Require(convolutions.Flag("true_skip", true), "true_skip is false, which no published codec has");
        convolutions.Require(convolutions.Number("dimension", config.Width) == config.Width, "dimension differs from the transformer's d_model");
        convolutions.Complete();
        transformer.Word("gating", "none", "none");
        transformer.Word("norm", "layer_norm", "layer_norm");
        transformer.Word("positional_embedding", "rope", "rope");
        transformer.Complete();
        config.Complete(quantizer);
        return config;
    }

    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    // transformers 5 keeps the base in an object of its own.
    private static double RotaryBaseOf(ConfigReader fields, JsonElement json, string path, double standard) =>
        json.TryGetProperty("rope_parameters", out JsonElement rotary) && rotary.ValueKind == JsonValueKind.Object
            ? new ConfigReader(rotary, path).Real("rope_theta", standard)
            : fields.Real("rope_theta", standard);

    private void Complete(ConfigReader fields)
    {
        fields.Require(Width % Heads == 0 && HeadWidth % 2 == 0, $"{Heads} heads do not divide a width of {Width} into even parts");
        fields.Require(Filters % Compress == 0, $"{Filters} filters are not divisible by a compression of {Compress}");
        fields.Require(SemanticCodebooks < Codebooks, $"{SemanticCodebooks} of {Codebooks} codebooks are semantic, expected fewer");
        fields.Complete();
    }
}
