namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>The formats that a report can be written in; the writers hold no state and can be shared.</summary>
public static class ReportWriters
{
    /// <summary>Everything that the report holds, as one JSON object.</summary>
    public static IReportWriter Json { get; } = new JsonReportWriter();

    /// <summary>A row a clip and run.</summary>
    public static IReportWriter Csv { get; } = new ClipsCsvWriter();

    /// <summary>A row a run and value of every field that the scores are parted by.</summary>
    public static IReportWriter SummaryCsv { get; } = new SummaryCsvWriter();

    /// <summary>Tables for a document.</summary>
    public static IReportWriter Markdown { get; } = new MarkdownReportWriter();

    /// <summary>The same tables for a terminal.</summary>
    public static IReportWriter Text { get; } = new TextReportWriter();

    /// <summary>One page with tables, plots, alignments and the clips' sound, for a browser.</summary>
    public static IReportWriter Html { get; } = new HtmlReportWriter(new());

    /// <summary>Every writer.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } = [Text, Markdown, Html, Json, Csv, SummaryCsv];

    /// <summary>The writer of a format, or null.</summary>
    /// <param name="format">Its name: <c>txt</c>, <c>md</c>, <c>html</c>, <c>json</c>, <c>csv</c> or <c>summary</c>.</param>
    /// <param name="html">What the page does with sound; without effect on the others. <value>null: the defaults.</value></param>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public static IReportWriter? Find(string format, HtmlReportOptions? html = null)
    {
        html?.Validate();
        return format == Html.Format && html is not null ? new HtmlReportWriter(html) : All.FirstOrDefault(writer => writer.Format == format);
    }
}
