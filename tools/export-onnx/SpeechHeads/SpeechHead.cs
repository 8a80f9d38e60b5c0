namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>The heads by the model classes that have them.</summary>
internal static class SpeechHead
{
    private const string Ctc = "CTC";
    private const string Classifier = "SequenceClassification";
    private const string FrameClassifier = "AudioFrameClassification";
    private const string Embedder = "XVector";

    /// <summary>Reads which head a checkpoint has, and its sizes. The caller completes the reader, which then throws if anything was wrong.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="sizes">What the encoder gives.</param>
    /// <param name="adapted">Whether the encoder's output goes through a length adapter, which only CTC is defined over.</param>
    /// <param name="standardProjection">classifier_proj_size where the file does not say.</param>
    /// <param name="languageInputs">Whether the CTC layer is an input, as a language's part of the weights.</param>
    public static ISpeechHead Read(ConfigReader config, EncodedSizes sizes, bool adapted, int standardProjection, bool languageInputs = false)
    {
        string architecture = config.Architecture() ?? "(none)";
        string head = architecture[(architecture.LastIndexOf("For", StringComparison.Ordinal) is >= 0 and int at ? at + 3 : 0)..];
        config.Require(head == Ctc || !adapted, $"add_adapter goes with a CTC model only, and this is {architecture}");
        bool weighted = config.Flag("use_weighted_layer_sum");
        switch (head)
        {
            case Classifier:
                config.Word("problem_type", "single_label_classification", "single_label_classification");
                return new ClassifierHead(sizes, config.Labels(), config.Number("classifier_proj_size", standardProjection), weighted);
            case FrameClassifier:
                return new FrameClassifierHead(sizes, config.Labels(), weighted);
            case Embedder:
                return new EmbedderHead(sizes, ReadDelays(config), config.Number("xvector_output_dim", 512), weighted);
            default:
                config.Require(head == Ctc, $"architectures names {architecture}, which has no head that is supported: …For{Ctc}, …For{Classifier}, …For{FrameClassifier}, …For{Embedder}");
                return new CtcHead(sizes, config.Number("vocab_size", 32), languageInputs);
        }
    }

    private static List<TimeDelay> ReadDelays(ConfigReader config)
    {
        int[] widths = config.Numbers("tdnn_dim", 512, 512, 512, 512, 1500);
        int[] kernels = config.Numbers("tdnn_kernel", 5, 3, 3, 1, 1);
        int[] dilations = config.Numbers("tdnn_dilation", 1, 2, 3, 1, 1);
        bool fit = widths.Length > 0 && widths.Length == kernels.Length && widths.Length == dilations.Length;
        config.Require(fit, $"tdnn_dim, tdnn_kernel and tdnn_dilation have {widths.Length}, {kernels.Length} and {dilations.Length} entries, expected as many each");
        return fit
            ? [.. widths.Select((width, i) => new TimeDelay(widths[Math.Max(i - 1, 0)], width, kernels[i], dilations[i]))]
            : [new TimeDelay(1, 1, 1, 1)];
    }
}
