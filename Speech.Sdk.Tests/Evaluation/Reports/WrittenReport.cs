using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Sdk.Tests.Evaluation.Reports;

internal static class WrittenReport
{
    public static string Written(this IReportWriter writer, EvaluationReport report)
    {
        using StringWriter output = new();
        writer.Write(output, report);
        return output.ToString();
    }
}
