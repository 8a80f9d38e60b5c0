using Speech.Sdk.Evaluation.Reports.Writers.Tables;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>A section of a document: what was measured and how, a table a run, and several runs side by side.</summary>
internal sealed class MarkdownReportWriter : IReportWriter
{
    public string Format => "md";

    public string FileName => "report.md";

    public void Write(TextWriter output, EvaluationReport report)
    {
        output.Write("## Evaluation\n\n");
        foreach ((string name, string value) in ReportFacts.Scoring(report))
            output.Write($"- {name}: {MarkdownText.Escape(value)}\n");
        foreach (RunReport run in report.Runs)
            WriteRun(output, report, run);
        if (report.Runs.Count > 1)
            output.Write("\n### Comparison\n");
        foreach (ReportTable table in ComparisonTables.Of(report))
            WriteTable(output, table);
    }

    private static void WriteRun(TextWriter output, EvaluationReport report, RunReport run)
    {
        output.Write($"\n### {MarkdownText.Escape(run.Run.Name)}\n\n");
        foreach ((string name, string value) in ReportFacts.Run(run))
            output.Write($"- {name}: {MarkdownText.Escape(value)}\n");
        foreach (ReportTable table in ResultTables.Of(report, run))
            WriteTable(output, table);
    }

    private static void WriteTable(TextWriter output, ReportTable table)
    {
        output.Write($"\n{MarkdownText.Escape(table.Title)}:\n\n");
        WriteRow(output, table.Columns.Select(column => MarkdownText.Escape(column.Name)));
        WriteRow(output, table.Columns.Select(column => column.Numeric ? "--:" : "---"));
        foreach (ReportRow row in table.Rows)
            WriteRow(output, row.Cells.Select(MarkdownText.Escape).Select(cell => row.IsTotal ? $"**{cell}**" : cell));
    }

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.Write($"| {string.Join(" | ", cells)} |\n");
}
