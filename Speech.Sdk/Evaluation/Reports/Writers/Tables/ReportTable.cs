namespace Speech.Sdk.Evaluation.Reports.Writers.Tables;

/// <summary>A table for people, as yet without a layout.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">One cell a column each.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows);

/// <summary>A column.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="Numeric">Whether it is set flush right.</param>
internal readonly record struct ReportColumn(string Name, bool Numeric = true);

/// <summary>A row.</summary>
/// <param name="Cells">What stands in it.</param>
/// <param name="IsTotal">Whether it sums up the rows above.</param>
internal sealed record ReportRow(IReadOnlyList<string> Cells, bool IsTotal = false);
