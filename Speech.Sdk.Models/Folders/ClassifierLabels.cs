using System.Globalization;
using System.Text.Json;

namespace Speech.Sdk.Models.Folders;

/// <summary>The labels of a classifier: <c>id2label</c> in config.json, or as many as <c>num_labels</c> says.</summary>
internal static class ClassifierLabels
{
    // What transformers takes where a checkpoint says nothing.
    private const int StandardCount = 2;

    /// <exception cref="ModelFolderException">The file is missing, no JSON, or does not name the labels 0, 1, 2, ….</exception>
    public static IReadOnlyList<string> Read(ModelFolder folder)
    {
        string path = folder.PathOf("config.json");
        try
        {
            using JsonDocument config = JsonDocument.Parse(File.ReadAllBytes(path));
            if (!config.RootElement.TryGetProperty("id2label", out JsonElement names) || names.ValueKind == JsonValueKind.Null)
                return Unnamed(config.RootElement);
            int count = names.EnumerateObject().Count();
            return [.. Enumerable.Range(0, count).Select(id => names.GetProperty(id.ToString(CultureInfo.InvariantCulture)).ToString())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ModelFolderException($"{path} does not name a classifier's labels 0, 1, 2, … in id2label ({e.Message}); copy it from the checkpoint again.", e);
        }
    }

    private static string[] Unnamed(JsonElement config)
    {
        int count = config.TryGetProperty("num_labels", out JsonElement number) && number.ValueKind != JsonValueKind.Null ? number.GetInt32() : StandardCount;
        return count > 0 ? [.. Enumerable.Range(0, count).Select(id => $"LABEL_{id}")] : throw new FormatException($"num_labels is {count}");
    }
}
