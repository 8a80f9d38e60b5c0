using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class ReportWritersTests
{
    [TestCase("txt", "report.txt")]
    [TestCase("md", "report.md")]
    [TestCase("html", "report.html")]
    [TestCase("json", "report.json")]
    [TestCase("csv", "clips.csv")]
    [TestCase("summary", "summary.csv")]
    public void Find_Format_ItsWriter(string format, string file) =>
        Assert.That(ReportWriters.Find(format, new())!, Has.Property(nameof(IReportWriter.Format)).EqualTo(format).And.Property(nameof(IReportWriter.FileName)).EqualTo(file));

    [Test]
    public void Find_UnknownFormat_Null() => Assert.That(ReportWriters.Find("pdf"), Is.Null);

    [Test]
    public void Find_OptionsOutOfRange_ListsAll()
    {
        var error = Assert.Throws<InvalidOptionException>(() => ReportWriters.Find("html", new() { Audio = (HtmlAudio)7, MaxEmbeddedBytes = -1 }));
        Assert.That(error!.Message, Does.Contain("Audio is 7").And.Contain("MaxEmbeddedBytes is -1"));
    }

    [TestCaseSource(typeof(ReportWriters), nameof(ReportWriters.All))]
    public void Write_NoRuns_StillAFile(IReportWriter writer) => Assert.That(writer.Written(ReportExamples.Of()), Is.Not.Empty);

    [TestCaseSource(typeof(ReportWriters), nameof(ReportWriters.All))]
    public void Write_AnyReport_LineFeedsOnly(IReportWriter writer) =>
        Assert.That(writer.Written(ReportExamples.OneRun()), Does.EndWith("\n").And.Not.Contain("\r"));

    /// <summary>Half of an emoji, as a text cut in the wrong place has it, must not stop a report.</summary>
    [TestCaseSource(typeof(ReportWriters), nameof(ReportWriters.All))]
    public void Write_BrokenText_Written(IReportWriter writer)
    {
        EvaluationReport report = ReportExamples.Of(ReportExamples.Run("a", ReportExamples.Clip("s/1", "broken \ud83d text", "broken→\ud83d")));
        Assert.That(() => writer.Written(report), Throws.Nothing);
    }
}
