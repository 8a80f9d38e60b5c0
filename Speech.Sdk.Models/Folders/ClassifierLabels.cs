using System.Globalization;
using System.Text.Json;

namespace Speech.Sdk.Models.Folders;

/// <summary>The labels of a classifier: <c>id2label</c> in config.json.</summary>
internal static class ClassifierLabels
{
    // A checkpoint says nothing where it has transformers' two standard labels.
    private static readonly string[] Standard = ["LABEL_0", "LABEL_1"];

    /// <exception cref="ModelFolderException">The file is missing, no JSON, or does not name the labels 0, 1, 2, ….</exception>
    public static IReadOnlyList<string> Read(ModelFolder folder)
    {
        string path = folder.PathOf("config.json");
        try
        {
            using JsonDocument config = JsonDocument.Parse(File.ReadAllBytes(path));
            if (!config.RootElement.TryGetProperty("id2label", out JsonElement names))
                return Standard;
            int count = names.EnumerateObject().Count();
            return [.. Enumerable.Range(0, count).Select(id => names.GetProperty(id.ToString(CultureInfo.InvariantCulture)).ToString())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ModelFolderException($"{path} does not name a classifier's labels 0, 1, 2, … in id2label ({e.Message}); copy it from the checkpoint again.", e);
        }
    }
}
