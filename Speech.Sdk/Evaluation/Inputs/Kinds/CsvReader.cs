namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Cells with commas between them below a header.</summary>
internal sealed class CsvReader : IClipReader
{
    public string Kind => "csv";

    public string LooksFor => "a .csv file with a header, or a folder with manifest.csv or metadata.csv";

    public bool Recognizes(string path, bool forced) => Find(path, forced) is not null;

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string file = Find(path, forced: true)!;
        return ClipSet.OfList(file, DelimitedRows.Csv(file));
    }

    private static string? Find(string path, bool forced) => ListFile.Find(path, forced, ".csv");
}
