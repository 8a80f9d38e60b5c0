using Speech.Sdk.Benchmarks;
using Speech.Sdk.Benchmarks.Soaks;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Transcripts;

namespace Speech.Sdk.Tests.Benchmarks;

public sealed class SoakTests
{
    [TestCase("--minutes 1 --hours 2", "--minutes goes by the clock")]
    [TestCase("--minutes 1 --live", "--minutes goes by the clock")]
    [TestCase("--callers 2", "--callers and --seed go with --minutes")]
    [TestCase("--minutes 0", "--minutes is 0; expected a number above 0")]
    [TestCase("--hours -1", "--hours is -1; expected a number above 0")]
    [TestCase("--minutes 1 --callers 0", "--callers is 0")]
    public async Task Soak_WrongOption_IsAnError(string options, string expected)
    {
        StringWriter error = new();
        int exitCode = await BenchmarkCommands.RunAsync(["soak", .. options.Split(' ')], TextWriter.Null, error);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain(expected));
    }

    [Test]
    public async Task Soak_CallersForSomeSeconds_TellsOfMemoryAndDrawsIt()
    {
        using TemporaryFolder folder = new();
        string svg = folder["memory.svg"];
        StringWriter output = new(), error = new();
        await BenchmarkCommands.RunAsync(["soak", "--minutes", "0.05", "--callers", "2", "--file", Repository.Path("samples/printing.flac"), "--svg", svg], output, error);
        Assert.That(error.ToString(), Is.Empty);
        Assert.That(output.ToString(), Does.Contain("2 callers").And.Contain("calls gave the text of a lone caller").And.Contain("plateau").IgnoreCase);
        Assert.That(File.ReadAllText(svg), Does.Contain("working set").And.Contain("minutes"));
    }

    [Test]
    public void CallersSoak_ACallerGetsAnotherText_EndsAtOnce()
    {
        int calls = 0;
        FakeRecognizer recognizer = new()
        {
            Answer = async (_, _, cancellationToken) =>
            {
                int call = Interlocked.Increment(ref calls);
                await Task.Delay(1, cancellationToken);
                return TranscriptExamples.Create((0, 1, call < 100 ? "right" : "wrong"));
            },
        };
        CallersSoak soak = new(recognizer, [Repository.Path("samples/printing.flac")], callers: 4, seed: 1, TextWriter.Null);
        TimeSpan day = TimeSpan.FromDays(1);
        Assert.That(() => soak.RunAsync(day, new SoakLog(TextWriter.Null, day), CancellationToken.None), Throws.TypeOf<SpeechException>().With.Message.Contains("wrong"));
    }

    // Working sets at ten points of the soak, of which the second quarter has the fourth and fifth.
    [TestCase("300 400 500 500 510 505 500 500 510 500", "plateau: second quarter 510 MB (median), 510 MB (most); last half 500 and 510 MB", true)]
    [TestCase("500 500 500 500 500 560 560 560 560 560", "NO PLATEAU", false, Description = "all of it higher")]
    [TestCase("500 500 500 500 500 500 500 500 500 551", "NO PLATEAU", false, Description = "higher once")]
    [TestCase("500 500 500 500 540 500 500 590 500 500", "plateau", true, Description = "no higher than before by more than a tenth")]
    [TestCase("500 500 500 500 500", "no plateau can be told", false, Description = "it ended early")]
    public void TryJudge_LastHalf_IsComparedWithTheSecondQuarter(string megabytes, string expected, bool plateau)
    {
        SoakLog log = new(TextWriter.Null, TimeSpan.FromMinutes(10));
        log.Begin();
        foreach ((int minute, string value) in megabytes.Split(' ').Index())
            log.Report(TimeSpan.FromMinutes(minute), double.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(log.TryJudge(out string verdict), Is.EqualTo(plateau));
        Assert.That(verdict, Does.StartWith(expected));
    }
}
