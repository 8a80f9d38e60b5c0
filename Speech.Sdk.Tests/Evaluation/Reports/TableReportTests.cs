using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Tests.Evaluation.Reports;

/// <summary>The tables for people, in Markdown and as plain text.</summary>
public sealed class TableReportTests
{
    [Test]
    public void Markdown_OneRun_WholeSection() => Assert.That(ReportWriters.Markdown.Written(ReportExamples.OneRun()), Is.EqualTo(
        """
        ## Evaluation

        - Date: 28 November 2026
        - Normaliser: basic
        - Clips without a text: are left out of the rates
        - Intervals: 95 %, bootstrap over clips, 2000 draws, seed 0

        ### base

        - Model: whisper-base
        - Kind: whisper int8
        - SHA-256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        - Options: --language en
        - Ran on: Cpu
        - Machine: 2 processors, Linux
        - Speech.Sdk: 0.1.0
        - Begun: 2026-11-28 12:00 UTC
        - Speed: real-time factor 0.400 (0.2 min of audio in 0.1 min); latency in s: median 1.00, 90 % 1.00, 95 % 1.00, 99 % 1.00, longest 1.00

        base, by set:

        | set | clips | failed | min | words | S | D | I | WER % | 95 % interval | CER % | WIL % | RTF |
        | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
        | read | 2 | 0 | 0.1 | 6 | 1 | 1 | 1 | 50.00 | 25.00–75.00 | 37.50 | 55.56 | 0.400 |
        | silence | 1 | 0 | 0.0 | 0 | 0 | 0 | 2 | 2 words | – | – | – | 0.400 |
        | talk | 1 | 1 | 0.0 | 0 | 0 | 0 | 0 | no words | – | – | – | 0.400 |
        | **all** | **4** | **1** | **0.1** | **6** | **1** | **1** | **3** | **83.33** | **41.67–125.00** | **70.83** | **66.67** | **0.400** |

        """));

    [Test]
    public void Markdown_TwoRuns_ComparedAtTheEnd() => Assert.That(ReportWriters.Markdown.Written(ReportExamples.TwoRuns()), Does.EndWith(
        """

        ### Comparison

        WER % by set and run:

        | set | base | small |
        | --- | --: | --: |
        | read | 33.33 | 0.00 |
        | talk | 0.00 | 66.67 |
        | **all** | **16.67** | **33.33** |

        Differences in WER, in points: below 0 the run has fewer errors than the baseline:

        | run | baseline | clips | difference | interval | p, permutation | p, MAPSSWE |
        | --- | --- | --: | --: | --: | --: | --: |
        | small | base | 2 | +16.67 | −25.00 to +50.00 | 0.500 | < 0.001 |

        """.Replace("| < 0.001", "| &lt; 0.001", StringComparison.Ordinal)));

    [TestCase("a|b", "a\\|b")]
    [TestCase("two\r\nlines\nand more", "two<br>lines<br>and more")]
    [TestCase("<script>", "&lt;script>")]
    [TestCase("*bold* `code` [link] \\", "\\*bold\\* \\`code\\` \\[link\\] \\\\")]
    [TestCase("en_librispeech _soft_", "en_librispeech \\_soft\\_")]
    public void Markdown_SetName_ShowsAsItIs(string set, string cell)
    {
        ScoredClip clip = ReportExamples.Clip("x", "a", "a");
        clip = clip with { Result = clip.Result with { Clip = clip.Result.Clip with { Set = set } } };
        Assert.That(ReportWriters.Markdown.Written(ReportExamples.Of(ReportExamples.Run("a", clip))), Does.Contain($"\n| {cell} | 1 |"));
    }

    [Test]
    public void Text_OneRun_ColumnsInLine() => Assert.That(ReportWriters.Text.Written(ReportExamples.OneRun()), Does.EndWith(
        """

        set      clips  failed  min  words  S  D  I     WER %  95 % interval  CER %  WIL %    RTF
        -------  -----  ------  ---  -----  -  -  -  --------  -------------  -----  -----  -----
        read         2       0  0.1      6  1  1  1     50.00    25.00–75.00  37.50  55.56  0.400
        silence      1       0  0.0      0  0  0  2   2 words              –      –      –  0.400
        talk         1       1  0.0      0  0  0  0  no words              –      –      –  0.400
        -------  -----  ------  ---  -----  -  -  -  --------  -------------  -----  -----  -----
        all          4       1  0.1      6  1  1  3     83.33   41.67–125.00  70.83  66.67  0.400

        """));

    /// <summary>Latencies of clips that are heard together hold one another's work, so they say nothing of a set.</summary>
    [Test]
    public void Text_ClipsHeardTogether_RealTimeFactorOfAllOnly()
    {
        RunReport run = ReportExamples.OneRun().Runs[0];
        string text = ReportWriters.Text.Written(ReportExamples.Of(run with { Speed = run.Speed! with { Wall = run.Speed.Wall / 2 } }));
        Assert.That(text, Does.Match(@"\nread .* –\n").And.Match(@"\nall .* 0\.200\n"));
    }

    [Test]
    public void Text_FieldAskedFor_TableOfItsOwn()
    {
        EvaluationReport report = ReportExamples.OneRun();
        RunReport run = report.Runs[0];
        report = report with
        {
            Scoring = report.Scoring with { GroupBy = ["accent"] },
            Runs = [run with { Groups = [.. run.Groups, new("accent", [new("", run.Total)])] }],
        };
        Assert.That(ReportWriters.Text.Written(report), Does.Contain("\naccent     clips").And.Contain("\nno accent      4"));
    }

    [Test]
    public void Tables_StandardFieldsAskedForTwice_AreThereOnce([Values("md", "txt")] string format)
    {
        RunResults run = Runs.Of("run", [.. ((string[])["a", "b"]).Select(name => Runs.Clip(name, "one", "one") is var clip
            ? clip with { Clip = clip.Clip with { Speaker = $"voice of {name}", Noise = "street", Language = "en", Duration = TimeSpan.FromSeconds(3) } } : clip)]);
        string[] fields = ["set", "speaker", "noise", "language", "length"];

        EvaluationReport report = EvaluationReport.Create([run], Runs.Options with { GroupBy = ["speaker", "set", .. fields, "noise"] });

        Assert.That(report.Runs[0].Groups.Select(group => group.Field), Is.EquivalentTo(fields));
        string[] headers = [.. ReportWriters.Find(format)!.Written(report).Split('\n')
            .Where(line => line.Contains("WER %", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).First(cell => cell != "|"))];
        Assert.That(headers, Is.EqualTo((string[])["set", "speaker", "noise", "language", "length"]));
    }

    [Test]
    public void Text_TextsMadeElsewhere_SaysSo()
    {
        RunReport run = ReportExamples.OneRun().Runs[0] with { Run = new() { Name = "theirs" }, Speed = null };
        Assert.That(ReportWriters.Text.Written(ReportExamples.Of(run)), Does.Contain("theirs\n  Model: texts made elsewhere\n\nset "));
    }
}
