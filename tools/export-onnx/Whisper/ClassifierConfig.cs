using System.Globalization;
using System.Text.Json;

namespace Speech.Sdk.Export.Whisper;

/// <summary>What config.json says of a classifier's head (transformers' WhisperForAudioClassification).</summary>
internal sealed record ClassifierConfig
{
    /// <summary>The tensor with a score for the convolutions' output and for each layer, whose softmax weighs them.</summary>
    public const string LayerWeights = "layer_weights";

    private const string Architecture = "WhisperForAudioClassification";

    // What transformers takes where the file says nothing.
    private const int StandardWidth = 256;
    private const int StandardLabels = 2;

    /// <summary>Values between the projector and the classifier.</summary>
    public required int Width { get; init; }

    public required int Labels { get; init; }

    /// <summary>Whether all layers are summed by learnt weights; otherwise the last one counts alone.</summary>
    public required bool WeightedLayerSum { get; init; }

    public static bool IsIn(JsonElement json) =>
        json.TryGetProperty("architectures", out JsonElement kinds) && kinds.ValueKind == JsonValueKind.Array
        && kinds.EnumerateArray().Any(kind => kind.ValueKind == JsonValueKind.String && kind.GetString() == Architecture);

    public static ClassifierConfig Read(JsonElement json, string path)
    {
        List<string> problems = [];
        int width = StandardWidth;
        if (json.TryGetProperty("classifier_proj_size", out JsonElement size) && !(size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out width) && width > 0))
            problems.Add($"classifier_proj_size is {size}, expected a positive integer");
        int labels = StandardLabels;
        if (json.TryGetProperty("id2label", out JsonElement names))
        {
            labels = names.ValueKind == JsonValueKind.Object ? names.EnumerateObject().Count() : 0;
            if (labels == 0 || Enumerable.Range(0, labels).Any(id => !names.TryGetProperty(id.ToString(CultureInfo.InvariantCulture), out _)))
                problems.Add("id2label is not an object that names the labels 0, 1, 2, …");
        }

        if (json.TryGetProperty("problem_type", out JsonElement problem) && problem.ValueKind == JsonValueKind.String && problem.GetString() != "single_label_classification")
            problems.Add($"problem_type is {problem}, and only single_label_classification is supported");
        bool weighted = json.TryGetProperty("use_weighted_layer_sum", out JsonElement sum) && sum.ValueKind == JsonValueKind.True;
        return problems.Count == 0
            ? new ClassifierConfig { Width = width, Labels = labels, WeightedLayerSum = weighted }
            : throw new ModelFolderException($"{path} is no audio classifier that can be exported: {string.Join("; ", problems)}.");
    }

    /// <summary>The head's tensors and their shapes.</summary>
    public Dictionary<string, long[]> Tensors(WhisperConfig config)
    {
        Dictionary<string, long[]> shapes = new()
        {
            ["projector.weight"] = [Width, config.Width],
            ["projector.bias"] = [Width],
            ["classifier.weight"] = [Labels, Width],
            ["classifier.bias"] = [Labels],
        };
        if (WeightedLayerSum)
            shapes[LayerWeights] = [config.EncoderLayers + 1];
        return shapes;
    }
}
