namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>An object a line: what NeMo's transcription writes, and <c>speech transcribe --format jsonl</c>.</summary>
internal sealed class JsonLinesHypotheses : IHypothesisReader
{
    public string Kind => "jsonl";

    public bool Recognizes(string path, ClipIndex clips) => Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson" or ".json";

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips) => JsonRows.Read(path).Select(RowHypotheses.ToHypothesis);
}
