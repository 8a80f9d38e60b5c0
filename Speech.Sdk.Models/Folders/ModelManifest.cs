using System.Text.Json;

namespace Speech.Sdk.Models.Folders;

/// <summary>What <c>speech.json</c> says of a model folder: its family, its precision and its graphs.</summary>
internal sealed record ModelManifest
{
    public const string FileName = "speech.json";

    /// <summary>The layout that this version of the SDK reads and the exporter writes.</summary>
    public const int SupportedVersion = 1;

    public required string Family { get; init; }

    public required string Precision { get; init; }

    /// <summary>File name of each graph by its role (<c>encoder</c>, <c>decoder</c>, …).</summary>
    public required IReadOnlyDictionary<string, string> Graphs { get; init; }

    /// <summary>Size in bytes of each file that the exporter wrote.</summary>
    public required IReadOnlyDictionary<string, long> FileSizes { get; init; }

    /// <exception cref="ModelFolderException">The file is not JSON, of another version, or lacks something.</exception>
    public static ModelManifest Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            int version = root.GetProperty("formatVersion").GetInt32();
            if (version != SupportedVersion)
                throw new ModelFolderException($"{path} has formatVersion {version}; this version reads {SupportedVersion}. Export the checkpoint again.");
            return new ModelManifest
            {
                Family = root.GetProperty("family").GetString()!,
                Precision = root.GetProperty("precision").GetString()!,
                Graphs = root.GetProperty("graphs").EnumerateObject().ToDictionary(graph => graph.Name, graph => graph.Value.GetString()!),
                FileSizes = root.GetProperty("files").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetProperty("bytes").GetInt64()),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ModelFolderException($"{path} is not a manifest that this version reads ({e.Message}). Export the checkpoint again.", e);
        }
    }
}
