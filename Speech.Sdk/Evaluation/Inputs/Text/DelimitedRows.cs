namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The lines below the header of a CSV or TSV file.</summary>
internal static class DelimitedRows
{
    public static IEnumerable<Row> Csv(string path) => Read(path, CsvRecords.Read(path), "Quote cells that hold commas.");

    /// <summary>A tab ends a cell and quotes are letters, as Common Voice has it.</summary>
    public static IEnumerable<Row> Tsv(string path) => Read(path, TabRecords(path), "In TSV files quotes do not protect tabs.");

    /// <summary>The cells of the lines of a file with tabs, all of them: there need not be a header.</summary>
    public static IEnumerable<(string[] Cells, SourceLine At)> TabRecords(string path)
    {
        StringPool pool = new();
        List<string> cells = [];
        using TextLines lines = TextLines.Open(path);
        while (lines.NextFilled())
        {
            ReadOnlySpan<char> text = lines.Text;
            cells.Clear();
            foreach (Range cell in text.Split('\t'))
                cells.Add(pool.Get(text[cell]));
            yield return ([.. cells], lines.At);
        }
    }

    private static IEnumerable<Row> Read(string path, IEnumerable<(string[] Cells, SourceLine At)> records, string advice)
    {
        Columns? columns = null;
        foreach ((string[] cells, SourceLine at) in records)
        {
            if (columns is null)
                columns = new Columns(Array.ConvertAll(cells, cell => cell.Trim()), at);
            else if (cells.Length == columns.Names.Length)
                yield return new Row(columns, cells, at);
            else
                throw at.Error($"the line has {cells.Length} cells and the header has {columns.Names.Length} ({string.Join(", ", columns.Names)}). {advice}");
        }

        if (columns is null)
            throw new SpeechException($"{path}: is empty; expected a header with the names of the columns and a line a clip.");
    }
}
