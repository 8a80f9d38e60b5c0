using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;
using Speech.Sdk.Evaluation.Reports.Writers.Html;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class PageAudioTests
{
    private static readonly byte[] Sound = WavFile.Of(new byte[1000]);

    [TestCase(HtmlAudio.Embed, 100_000, "good.wav - bad.wav - parts.wav - old.amr format gone.wav missing", TestName = "Of_RoomForAll_Embedded")]
    [TestCase(HtmlAudio.Embed, 2 * 1044, "good.wav limit bad.wav - parts.wav - old.amr format gone.wav missing", TestName = "Of_RoomForTwo_ThoseWithErrors")]
    [TestCase(HtmlAudio.Embed, 0, "good.wav limit bad.wav limit parts.wav limit old.amr format gone.wav missing", TestName = "Of_NoRoom_Linked")]
    [TestCase(HtmlAudio.Link, 100_000, "good.wav linked bad.wav linked parts.wav linked old.amr format gone.wav missing", TestName = "Of_Link_Linked")]
    [TestCase(HtmlAudio.None, 100_000, "", TestName = "Of_None_Nothing")]
    public void Of(HtmlAudio audio, long bytes, string expected)
    {
        using TemporaryFolder folder = Folder();
        PageAudio files = PageAudio.Of(Report(folder), new() { Audio = audio, MaxEmbeddedBytes = bytes, Folder = folder.Root });
        string[] names = ["good.wav", "bad.wav", "parts.wav", "old.amr", "gone.wav"];
        Assert.That(string.Join(' ', files.Files.OrderBy(file => Array.IndexOf(names, Path.GetFileName(file.Path))).Select(file => $"{Path.GetFileName(file.Path)} {file.Problem ?? "-"}")),
            Is.EqualTo(expected));
    }

    [Test]
    public void Link_FolderOfThePage_RelativeAndEscaped()
    {
        using TemporaryFolder folder = new("sets/a b/ü#1.wav", "out/x");
        EvaluationReport report = ReportExamples.Of(ReportExamples.Run("a", ReportExamples.Clip("s/1", "a", "a").WithAudio(folder["sets/a b/ü#1.wav"])));
        Assert.That(PageAudio.Of(report, new() { Folder = folder["out"] }).Files.Single().Link, Is.EqualTo("../sets/a%20b/%C3%BC%231.wav"));
    }

    private static TemporaryFolder Folder()
    {
        TemporaryFolder folder = new("good.wav", "bad.wav", "parts.wav", "old.amr");
        foreach (string file in (string[])["good.wav", "bad.wav", "parts.wav"])
            File.WriteAllBytes(folder[file], Sound);
        File.WriteAllText(folder["old.amr"], "#!AMR\n");
        return folder;
    }

    private static EvaluationReport Report(TemporaryFolder folder) => ReportExamples.Of(ReportExamples.Run("a",
        ReportExamples.Clip("s/1", "a", "a").WithAudio(folder["good.wav"]),
        ReportExamples.Clip("s/2", "a", "a→b").WithAudio(folder["bad.wav"]),
        ReportExamples.Clip("s/3", "a", "a").WithAudio(folder["parts.wav"], new TimeRange(TimeSpan.Zero, TimeSpan.FromSeconds(1))),
        ReportExamples.Clip("s/4", "a", "-a").WithAudio(folder["parts.wav"], new TimeRange(TimeSpan.FromSeconds(1))),
        ReportExamples.Clip("s/5", "a", "-a").WithAudio(folder["old.amr"]),
        ReportExamples.Clip("s/6", "a", "-a").WithAudio(folder["gone.wav"])));
}
