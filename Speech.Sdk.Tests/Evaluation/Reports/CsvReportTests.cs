using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class CsvReportTests
{
    [Test]
    public void Clips_Report_RowAClipAndRun()
    {
        List<Dictionary<string, string>> rows = Read(ReportWriters.Csv.Written(ReportExamples.TwoRuns()));
        Assert.That(rows.Select(row => $"{row["run"]} {row["clip"]} {row["wer"]} {row["substitutions"]}{row["deletions"]}{row["insertions"]} {row["normalizedHypothesis"]}"), Is.EqualTo(new[]
        {
            "base read/one 0.3333333333333333 100 the bat sat", "base talk/two 0 000 yes i do",
            "small read/one 0 000 the cat sat", "small talk/two 0.6666666666666666 011 yes do so",
        }));
    }

    [TestCase("plain", "plain")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    [TestCase("=1+1", "=1+1")]
    public void Clips_Reference_QuotedAsRfc4180Says(string reference, string cell)
    {
        string csv = ReportWriters.Csv.Written(ReportExamples.Of(ReportExamples.Run("a", ReportExamples.Clip("s/1", reference, "word"))));
        Assert.Multiple(() =>
        {
            Assert.That(csv, Does.Contain($",{cell},word,word,"));
            Assert.That(Read(csv).Single()["reference"], Is.EqualTo(reference));
        });
    }

    [Test]
    public void Clips_FailedClipAndSilence_NoRate()
    {
        List<Dictionary<string, string>> rows = Read(ReportWriters.Csv.Written(ReportExamples.OneRun()));
        Assert.That(rows.Skip(2).Select(row => $"{row["clip"]}|{row["words"]}|{row["insertions"]}|{row["wer"]}|{row["counted"]}|{row["error"]}"), Is.EqualTo(new[]
        {
            "silence/three|0|2||true|", "talk/four|3|0|1|false|the audio is empty",
        }));
    }

    [Test]
    public void Clips_ManifestFields_ColumnsOfTheirOwn()
    {
        ScoredClip clip = ReportExamples.Clip("s/1", "a", "a");
        ScoredClip with = clip with { Result = clip.Result with { Clip = clip.Result.Clip with { Fields = new Dictionary<string, string> { ["accent"] = "scottish" } } } };
        List<Dictionary<string, string>> rows = Read(ReportWriters.Csv.Written(ReportExamples.Of(ReportExamples.Run("a", clip, with))));
        Assert.That(rows.Select(row => row["fields.accent"]), Is.EqualTo(new[] { "", "scottish" }));
    }

    [Test]
    public void Summary_Report_RowARunAndValue()
    {
        List<Dictionary<string, string>> rows = Read(ReportWriters.SummaryCsv.Written(ReportExamples.OneRun()));
        Assert.That(rows.Select(row => $"{row["run"]}|{row["field"]}|{row["value"]}|{row["clips"]}|{row["failed"]}|{row["words"]}|{row["wer"]}|{row["werLow"]}|{row["realTimeFactor"]}"),
            Is.EqualTo(new[]
            {
                "base|||4|1|6|0.8333333333333334|0.4166666666666667|0.4", "base|set|read|2|0|6|0.5|0.25|", "base|set|silence|1|0|0|||", "base|set|talk|1|1|0|||",
            }));
    }

    // A reader of its own, by the letter of RFC 4180 but for the line ends.
    private static List<Dictionary<string, string>> Read(string csv)
    {
        List<List<string>> records = [[]];
        string cell = "";
        bool quoted = false;
        for (int at = 0; at < csv.Length; at++)
        {
            char letter = csv[at];
            if (letter == '"' && quoted && at + 1 < csv.Length && csv[at + 1] == '"')
                cell += csv[++at];
            else if (letter == '"')
                quoted = !quoted;
            else if (!quoted && letter is ',' or '\n' && !quoted)
            {
                records[^1].Add(cell);
                cell = "";
                if (letter == '\n')
                    records.Add([]);
            }
            else
                cell += letter;
        }

        records.RemoveAt(records.Count - 1);
        Assert.That(records.Select(record => record.Count).Distinct().Count(), Is.EqualTo(1), "Every row has as many cells as the header.");
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
