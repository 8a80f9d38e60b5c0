using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// The languages of an MMS checkpoint: a file adapter.LANG.safetensors each, with the tensors that the graph takes as inputs, float32
/// and by their names. That is how they are published, so that files of further languages may be put beside them later.
/// </summary>
internal sealed class LanguageFiles(ExportJob job, Wav2Vec2Config config)
{
    private const string Head = "lm_head";
    private static readonly string[] Endings = [".safetensors", ".bin"];

    /// <summary>Writes a file for each that lies beside the checkpoint, and one for the language of the checkpoint's own weights.</summary>
    public void Write()
    {
        string folder = job.Checkpoint.Folder;
        SortedSet<string> written = new(StringComparer.Ordinal);
        foreach (string ending in Endings)
        {
            foreach (string path in Directory.GetFiles(folder, "adapter.*" + ending).Order(StringComparer.Ordinal))
            {
                string language = Path.GetFileName(path)["adapter.".Length..^ending.Length];
                if (!written.Add(language))
                    continue;
                using Checkpoint file = Checkpoint.OpenFile(folder, Path.GetFileName(path));
                Write(language, file);
            }
        }

        string own = OwnLanguage();
        if (job.Checkpoint.Contains(Head + ".bias") && written.Add(own))
            Write(own, job.Checkpoint);
        if (written.Count == 0)
            throw new ModelFolderException($"{folder} has no language: neither adapter.LANG.safetensors nor an {Head} of its own. Download the adapter of at least one language.");
    }

    private void Write(string language, Checkpoint source)
    {
        // Every language has symbols of its own.
        long symbols = source.Contains(Head + ".bias") ? source[Head + ".bias"].Length : 1;
        Dictionary<string, long[]> shapes = Wav2Vec2Tensors.LanguageShapes(config);
        shapes[Head + ".weight"] = [symbols, config.Width];
        shapes[Head + ".bias"] = [symbols];
        source.Require(shapes);
        SafetensorsFile.Write(job.OutputPath($"adapter.{language}.safetensors"), shapes.Keys.Order(StringComparer.Ordinal).Select(name => source[name]));
    }

    /// <summary>The language that the tokenizer is set to, or the only one of its vocabulary.</summary>
    private string OwnLanguage()
    {
        if (Json("tokenizer_config.json") is { } tokenizer && tokenizer.TryGetProperty("target_lang", out JsonElement language) && language.ValueKind == JsonValueKind.String)
            return language.GetString()!;
        List<JsonProperty> entries = Json("vocab.json") is { } vocabulary ? [.. vocabulary.EnumerateObject().Take(2)] : [];
        return entries is [{ Value.ValueKind: JsonValueKind.Object, Name: var only }] ? only : "default";
    }

    private JsonElement? Json(string file)
    {
        string path = Path.Combine(job.Checkpoint.Folder, file);
        try
        {
            if (!File.Exists(path))
                return null;
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw new JsonException("it holds no object.");
        }
        catch (JsonException e)
        {
            throw new ModelFolderException($"{path} is not JSON: {e.Message} Download it again.", e);
        }
    }
}
