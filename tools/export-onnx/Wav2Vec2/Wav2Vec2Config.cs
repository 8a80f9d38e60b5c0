using Speech.Sdk.Export.SpeechHeads;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>The sizes and choices in a wav2vec2 config.json.</summary>
internal sealed record Wav2Vec2Config
{
    public required int Width { get; init; }

    public required int Hidden { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required double NormEpsilon { get; init; }

    /// <summary>Whether normalisation comes before each sublayer (XLS-R) or after it (wav2vec2-base).</summary>
    public required bool NormalizesFirst { get; init; }

    public required IReadOnlyList<StridedConvolution> Convolutions { get; init; }

    /// <summary>Whether the first convolution is normalised over all of the recording's time, so that padding changes every frame.</summary>
    public required bool NormalizesOverTime { get; init; }

    public required bool ConvolutionBias { get; init; }

    public required int PositionKernel { get; init; }

    public required int PositionGroups { get; init; }

    /// <summary>The strided layers behind the encoder, if there are any.</summary>
    public required LengthAdapterConfig? LengthAdapter { get; init; }

    /// <summary>The width of each layer's adapter to a language (MMS), which then comes with each call.</summary>
    public required int? LanguageAdapterWidth { get; init; }

    public required ISpeechHead Head { get; init; }

    public static Wav2Vec2Config Read(ConfigReader json)
    {
        int width = json.Number("hidden_size", 768);
        int layers = json.Count("num_hidden_layers", 12);
        bool stable = json.Flag("do_stable_layer_norm");
        bool adapted = json.Flag("add_adapter");
        int? languageWidth = json.Has("adapter_attn_dim") ? json.Number("adapter_attn_dim", 1) : null;
        int outputWidth = adapted ? json.Number("output_hidden_size", width) : width;
        var config = new Wav2Vec2Config
        {
            Width = width,
            Hidden = json.Number("intermediate_size", 3072),
            Layers = layers,
            Heads = json.Number("num_attention_heads", 12),
            NormEpsilon = json.Real("layer_norm_eps", 1e-5),
            NormalizesFirst = stable,
            Convolutions = ReadConvolutions(json),
            NormalizesOverTime = json.Word("feat_extract_norm", "group", "group", "layer") == "group",
            ConvolutionBias = json.Flag("conv_bias"),
            PositionKernel = json.Number("num_conv_pos_embeddings", 128),
            PositionGroups = json.Number("num_conv_pos_embedding_groups", 16),
            LengthAdapter = adapted
                ? new LengthAdapterConfig(outputWidth, json.Count("num_adapter_layers", 3), new StridedConvolution(outputWidth, json.Number("adapter_kernel_size", 3), json.Number("adapter_stride", 2)))
                : null,
            LanguageAdapterWidth = languageWidth,
            Head = SpeechHead.Read(json, new EncodedSizes(width, outputWidth, layers + 1), adapted, standardProjection: 256, languageInputs: languageWidth is not null),
        };

        json.Word("hidden_act", "gelu", "gelu");
        json.Word("feat_extract_activation", "gelu", "gelu");
        json.Require(width % config.Heads == 0, $"hidden_size {width} is not divisible by num_attention_heads {config.Heads}");
        json.Require(width % config.PositionGroups == 0, $"hidden_size {width} is not divisible by num_conv_pos_embedding_groups {config.PositionGroups}");
        json.Require(languageWidth is null || stable, "adapter_attn_dim goes with do_stable_layer_norm only");
        json.Require(languageWidth is null || config.Head is CtcHead, "adapter_attn_dim goes with a CTC model only");
        json.Complete();
        return config;
    }

    private static StridedConvolution[] ReadConvolutions(ConfigReader json)
    {
        int[] widths = json.Numbers("conv_dim", 512, 512, 512, 512, 512, 512, 512);
        int[] kernels = json.Numbers("conv_kernel", 10, 3, 3, 3, 3, 2, 2);
        int[] strides = json.Numbers("conv_stride", 5, 2, 2, 2, 2, 2, 2);
        bool fit = widths.Length > 0 && widths.Length == kernels.Length && widths.Length == strides.Length;
        json.Require(fit, $"conv_dim, conv_kernel and conv_stride have {widths.Length}, {kernels.Length} and {strides.Length} entries, expected as many each");
        return fit ? [.. widths.Select((width, i) => new StridedConvolution(width, kernels[i], strides[i]))] : [new StridedConvolution(1, 1, 1)];
    }
}

/// <summary>The strided convolutions behind the encoder (add_adapter), each followed by a gate.</summary>
internal sealed record LengthAdapterConfig(int Width, int Layers, StridedConvolution Convolution);
