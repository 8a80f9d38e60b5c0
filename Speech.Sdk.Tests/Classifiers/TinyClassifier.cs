using System.Text.Json;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Classifiers;

/// <summary>A classifier's checkpoint of a few thousand seeded random weights, with windows of one second.</summary>
internal sealed record TinyClassifier
{
    private const int ProjectorWidth = 6;

    public static IReadOnlyList<string> Labels { get; } = ["cat", "dog", "rain"];

    public bool WeightedLayerSum { get; init; }

    /// <summary>Changes config.json before it is written.</summary>
    public Action<Dictionary<string, object>> Configure { get; init; } = _ => { };

    /// <summary>Scores of the layers, which softmax turns into weights.</summary>
    public float[] LayerWeights { get; init; } = [0.5f, -1, 2];

    public string Write(string folder)
    {
        var random = new Random(3);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        new TinyWhisper { Architectures = ["WhisperForAudioClassification"] }.Write(folder, (target, tensors) => SafetensorsWriter.Write(
            Path.Combine(target, "model.safetensors"),
            [
                .. tensors.Where(tensor => tensor.Name.StartsWith("model.encoder.", StringComparison.Ordinal)).Select(tensor => (tensor.Name["model.".Length..], tensor.Shape, tensor.Values)),
                ("projector.weight", [ProjectorWidth, TinyWhisper.Width], Values(ProjectorWidth * TinyWhisper.Width)), ("projector.bias", [ProjectorWidth], Values(ProjectorWidth)),
                ("classifier.weight", [Labels.Count, ProjectorWidth], Values(Labels.Count * ProjectorWidth)), ("classifier.bias", [Labels.Count], Values(Labels.Count)),
                ("layer_weights", [LayerWeights.Length], LayerWeights),
            ]));
        string path = Path.Combine(folder, "config.json");
        Dictionary<string, object> config = JsonSerializer.Deserialize<Dictionary<string, object>>(File.ReadAllText(path))!;
        config["classifier_proj_size"] = ProjectorWidth;
        config["use_weighted_layer_sum"] = WeightedLayerSum;
        config["id2label"] = Labels.Select((label, id) => (label, id)).ToDictionary(pair => $"{pair.id}", pair => pair.label);
        Configure(config);
        File.WriteAllText(path, JsonSerializer.Serialize(config));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), JsonSerializer.Serialize(new { feature_size = TinyWhisper.Mels, chunk_length = 1 }));
        return folder;
    }
}
