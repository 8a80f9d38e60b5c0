namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Cells with tabs between them below a header, without quoting.</summary>
internal sealed class TsvReader : IClipReader
{
    public string Kind => "tsv";

    public string LooksFor => "a .tsv file with a header, or a folder with manifest.tsv or metadata.tsv";

    public bool Recognizes(string path, bool forced) => Find(path, forced) is not null;

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string file = Find(path, forced: true)!;
        return ClipSet.OfList(file, DelimitedRows.Tsv(file));
    }

    private static string? Find(string path, bool forced) => ListFile.Find(path, forced, ".tsv");
}
