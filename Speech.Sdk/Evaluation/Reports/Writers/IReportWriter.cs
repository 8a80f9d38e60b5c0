namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>Writes an evaluation's report in a file format; lines end with a line feed on every platform.</summary>
public interface IReportWriter
{
    /// <summary>The format's name: <c>html</c>.</summary>
    string Format { get; }

    /// <summary>What its file is called where nobody says otherwise: <c>report.html</c>. No two writers share a name.</summary>
    string FileName { get; }

    /// <summary>Writes one report whole.</summary>
    /// <param name="output">Where it goes, in UTF-8 if it is a file; neither flushed nor disposed.</param>
    /// <param name="report">The scores.</param>
    void Write(TextWriter output, EvaluationReport report);
}
