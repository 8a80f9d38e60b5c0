namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A JSON object a line: our own manifests, NeMo's, and the metadata.jsonl of Hugging Face's audio folders.</summary>
internal sealed class JsonLinesReader : IClipReader
{
    public string Kind => "jsonl";

    public string LooksFor => "a .jsonl, .ndjson or .json file with an object a line, or a folder with manifest.jsonl or metadata.jsonl";

    public bool Recognizes(string path, bool forced) => Find(path, forced) is not null;

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string file = Find(path, forced: true)!;
        return ClipSet.OfList(file, JsonRows.Read(file));
    }

    // NeMo names its lists .json; a folder's metadata.json is most often something else.
    private static string? Find(string path, bool forced) =>
        File.Exists(path) ? ListFile.Find(path, forced, ".jsonl", ".ndjson", ".json") : ListFile.Find(path, forced, ".jsonl", ".ndjson");
}
