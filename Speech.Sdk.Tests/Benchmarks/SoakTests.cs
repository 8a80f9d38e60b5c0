using Speech.Sdk.Benchmarks;
using Speech.Sdk.Benchmarks.Soaks;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

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
        await BenchmarkCommands.RunAsync(["soak", "--minutes", "0.1", "--callers", "2", "--file", Repository.Path("samples/printing.flac"), "--svg", svg], output, error);
        Assert.That(error.ToString(), Is.Empty);
        Assert.That(output.ToString(), Does.Contain("2 callers").And.Contain("calls gave the text of a lone caller").And.Contain("plateau").IgnoreCase);
        Assert.That(File.ReadAllText(svg), Does.Contain("working set").And.Contain("minutes"));
    }

    [Test]
    public void Log_MemoryOverHalf_IsJudgedByTheSecondQuarter()
    {
        SoakLog log = new(TextWriter.Null, TimeSpan.FromMinutes(4));
        log.Begin();
        log.Report(TimeSpan.FromMinutes(1.5));
        Assert.That(log.TryJudge(out string verdict), Is.False);
        Assert.That(verdict, Does.StartWith("no plateau can be told"));
        log.Report(TimeSpan.FromMinutes(3));
        Assert.That(log.TryJudge(out verdict), Is.EqualTo(verdict.StartsWith("plateau", StringComparison.Ordinal)));
    }
}
