namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>CSV or TSV files with a header.</summary>
internal sealed class TableHypotheses(string kind, Func<string, IEnumerable<Row>> read) : IHypothesisReader
{
    public string Kind => kind;

    public bool Recognizes(string path, ClipIndex clips) => Path.GetExtension(path).Equals("." + kind, StringComparison.OrdinalIgnoreCase);

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips) => read(path).Select(RowHypotheses.ToHypothesis);
}
