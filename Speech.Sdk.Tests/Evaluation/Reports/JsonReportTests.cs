using System.Text.Json.Nodes;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class JsonReportTests
{
    [Test]
    public void Write_Report_AllOfIt()
    {
        JsonNode json = Parse(ReportExamples.TwoRuns());
        Assert.Multiple(() =>
        {
            Assert.That((string)json["format"]!, Is.EqualTo("speech-evaluation"));
            Assert.That((int)json["version"]!, Is.EqualTo(1));
            Assert.That((string)json["created"]!, Is.EqualTo("2026-11-28T12:30:00+00:00"));
            Assert.That(json["scoring"]!.ToJsonString(), Is.EqualTo(
                """{"normalizer":"basic","failuresAreDeletions":false,"groupBy":[],"draws":2000,"seed":0,"confidenceLevel":0.95}"""));
            Assert.That(json["runs"]!.AsArray().Select(run => (string)run!["name"]!), Is.EqualTo(new[] { "base", "small" }));
            Assert.That(json["runs"]![0]!["groups"]![0]!["parts"]!.AsArray().Select(part => (string)part!["value"]!), Is.EqualTo(new[] { "read", "talk" }));
            Assert.That(json["comparisons"]![0]!.ToJsonString(), Is.EqualTo(
                """
                {"baseline":"base","run":"small","clips":2,"difference":0.16666666666666666,"interval":{"low":-0.25,"high":0.5,"level":0.95},"permutationP":0.5,"matchedPairsP":0.0004}
                """));
        });
    }

    [Test]
    public void Write_Clip_ResultAndAlignment()
    {
        JsonNode clip = Parse(ReportExamples.OneRun())["runs"]![0]!["clips"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That((string)clip["id"]!, Is.EqualTo("read/one"));
            Assert.That((string)clip["reference"]!, Is.EqualTo("The cat sat."));
            Assert.That((string)clip["hypothesis"]!, Is.EqualTo("the bat sat down"));
            Assert.That((double)clip["latency"]!, Is.EqualTo(1));
            Assert.That((double)clip["words"]!["wer"]!, Is.EqualTo(2 / 3.0));
            Assert.That(clip["alignment"]!["chunks"]!.AsArray().Select(chunk => string.Join(' ', chunk!.AsObject().Select(member => member.Value!.ToString()))),
                Is.EqualTo(new[] { "equal 0 1 0 1", "substitute 1 2 1 2", "equal 2 3 2 3", "insert 3 3 3 4" }));
        });
    }

    [Test]
    public void Write_UnknownValues_NullAndNotAbsent()
    {
        JsonNode clips = Parse(ReportExamples.OneRun())["runs"]![0]!["clips"]!;
        Assert.Multiple(() =>
        {
            Assert.That(clips[3]!.AsObject().Select(member => member.Key), Is.EqualTo(clips[0]!.AsObject().Select(member => member.Key)));
            Assert.That(clips[3]!["hypothesis"], Is.Null);
            Assert.That((string)clips[3]!["error"]!, Is.EqualTo("the audio is empty"));
            Assert.That(clips[2]!["words"]!["wer"], Is.Null, "There is no rate over an empty reference.");
            Assert.That((int)clips[2]!["words"]!["insertions"]!, Is.EqualTo(2));
        });
    }

    [Test]
    public void Write_Numbers_SameBack()
    {
        ScoredClip clip = ReportExamples.Clip("s/1", "a", "a");
        TimeSpan latency = TimeSpan.FromTicks(12_345_678_901);
        EvaluationReport report = ReportExamples.Of(ReportExamples.Run("a", clip with { Result = clip.Result with { Latency = latency } }));
        Assert.That(TimeSpan.FromSeconds((double)Parse(report)["runs"]![0]!["clips"]![0]!["latency"]!), Is.EqualTo(latency));
    }

    [Test]
    public void Write_Text_UnchangedInEveryScript()
    {
        const string text = "\"</script>\" 🙂 שלום — 日本語 \u2028 \t";
        EvaluationReport report = ReportExamples.Of(ReportExamples.Run("a", ReportExamples.Clip("s/1", text, "a")));
        Assert.That((string)Parse(report)["runs"]![0]!["clips"]![0]!["reference"]!, Is.EqualTo(text));
    }

    private static JsonNode Parse(EvaluationReport report) => JsonNode.Parse(ReportWriters.Json.Written(report))!;
}
