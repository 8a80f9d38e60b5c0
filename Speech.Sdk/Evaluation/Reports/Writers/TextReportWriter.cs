using System.Globalization;
using Speech.Sdk.Evaluation.Reports.Writers.Tables;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>The tables of the Markdown report for a terminal: columns in line, no markup.</summary>
internal sealed class TextReportWriter : IReportWriter
{
    private const string Gap = "  ";

    public string Format => "txt";

    public string FileName => "report.txt";

    public void Write(TextWriter output, EvaluationReport report)
    {
        WriteFacts(output, "", ReportFacts.Scoring(report));
        foreach (RunReport run in report.Runs)
        {
            output.Write($"\n{OneLine(run.Run.Name)}\n");
            WriteFacts(output, Gap, ReportFacts.Run(run));
            foreach (ReportTable table in ResultTables.Of(report, run))
                WriteTable(output, table);
        }

        foreach (ReportTable table in ComparisonTables.Of(report))
        {
            output.Write($"\n{OneLine(table.Title)}\n");
            WriteTable(output, table);
        }
    }

    private static void WriteFacts(TextWriter output, string indent, IEnumerable<(string Name, string Value)> facts)
    {
        foreach ((string name, string value) in facts)
            output.Write($"{indent}{name}: {OneLine(value)}\n");
    }

    private static void WriteTable(TextWriter output, ReportTable table)
    {
        string[][] lines = [[.. table.Columns.Select(column => column.Name)], .. table.Rows.Select(row => row.Cells.Select(OneLine).ToArray())];
        int[] widths = [.. table.Columns.Select((_, column) => lines.Max(line => Width(line[column])))];
        output.Write('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            if (at == 1 || (at > 1 && table.Rows[at - 1].IsTotal))
                output.Write(string.Join(Gap, widths.Select(width => new string('-', width))) + "\n");
            output.Write(string.Join(Gap, lines[at].Select((cell, column) => Pad(cell, widths[column], table.Columns[column].Numeric))).TrimEnd() + "\n");
        }
    }

    private static string Pad(string cell, int width, bool right)
    {
        string space = new(' ', width - Width(cell));
        return right ? space + cell : cell + space;
    }

    private static int Width(string cell) => new StringInfo(cell).LengthInTextElements;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
