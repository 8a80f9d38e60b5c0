using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Cli.Evaluation;

/// <summary>How results are scored, and where the reports go.</summary>
internal sealed record ReportSettings
{
    public required ScoringOptions Scoring { get; init; }

    /// <summary>What is printed.</summary>
    public required IReportWriter Printed { get; init; }

    /// <summary>What is written into the output folder.</summary>
    public required IReadOnlyList<IReportWriter> Written { get; init; }

    /// <summary>Where results and reports go. <value>null: results are not kept and the report is printed alone.</value></summary>
    public string? Folder { get; init; }
}
