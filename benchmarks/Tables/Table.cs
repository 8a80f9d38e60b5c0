using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Sdk.Benchmarks.Tables;

/// <summary>Rows of cells below names: in columns of a terminal, or as Markdown. All columns but the first are numbers, flush right.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">One cell a column each.</param>
internal sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public void WriteText(TextWriter output)
    {
        IReadOnlyList<string>[] lines = [Columns, .. Rows];
        int[] widths = [.. Columns.Select((_, column) => lines.Max(line => line[column].Length))];
        output.WriteLine(Title);
        foreach (IReadOnlyList<string> line in lines)
            output.WriteLine("  " + string.Join("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
        output.WriteLine();
    }

    public void WriteMarkdown(TextWriter output)
    {
        output.Write($"{MarkdownText.Escape(Title)}:\n\n");
        WriteRow(Columns.Select(MarkdownText.Escape));
        WriteRow(Columns.Select((_, column) => column == 0 ? "---" : "--:"));
        foreach (IReadOnlyList<string> row in Rows)
            WriteRow(row.Select(MarkdownText.Escape));
        output.Write('\n');

        void WriteRow(IEnumerable<string> cells) => output.Write($"| {string.Join(" | ", cells)} |\n");
    }
}
