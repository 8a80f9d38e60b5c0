using System.Globalization;
using Speech.Sdk.Benchmarks;
using Speech.Sdk.Benchmarks.Profiling;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary><c>profile</c> over graphs of a tiny model.</summary>
public sealed class ProfileTests
{
    private TinyModel _model = null!;

    [OneTimeSetUp]
    public void Export() => _model = new TinyModel();

    [OneTimeTearDown]
    public void Remove() => _model.Dispose();

    [TestCase("")]
    [TestCase("--seconds 0.5 --windows 3 --beams 2 --by node --top 4")]
    public async Task Profile_EncoderAndDecoder_SharesAddUp(string options)
    {
        (int exitCode, string output, string error) = await RunAsync($"--runs 2 --threads 1 {options}");
        Assert.That(exitCode, Is.Zero, error);
        string[] tables = output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(tables, Has.Length.EqualTo(2));
        Assert.That(tables[0], Does.StartWith("encoder, "));
        Assert.That(tables[1], Does.StartWith("decoder, "));
        foreach (string table in tables)
        {
            double[] milliseconds = [.. table.Split('\n').Skip(2).Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture))];
            Assert.That(milliseconds.SkipLast(1).Sum(), Is.EqualTo(milliseconds[^1]).Within(0.0005 * milliseconds.Length), "the last row is the sum, to rounding");
        }
    }

    [TestCase(1, 1, "24 0", "500 1", Description = "An odd row and its companion")]
    [TestCase(2, 1, "24 24", "500 500")]
    [TestCase(1, 3, "24 24 24 0 0 0", "500 1")]
    public void Numbers_OfAStep_AreThoseOfTheRecogniser(int windows, int beams, string tokens, string positions)
    {
        IReadOnlyDictionary<string, int[]> numbers = new WhisperProfile { Folder = "", Windows = windows, Beams = beams }.Numbers(500);
        Assert.That(string.Join(' ', numbers["seqlens_k"]), Is.EqualTo(tokens));
        Assert.That(string.Join(' ', numbers["audio_positions"]), Is.EqualTo(positions));
    }

    [TestCase("--seconds 2", "--seconds is 2; expected 0.02 to 1")]
    [TestCase("--tokens 99 --windows 0", "--windows is 0; expected 1 to 256. --tokens is 99; expected 1 to 39.")]
    [TestCase("--size frames", "--size is 'frames'; expected NAME=N")]
    [TestCase("--model none-such", "'none-such' is neither a folder nor a model")]
    public async Task Profile_WrongOption_IsAnError(string options, string expected)
    {
        (int exitCode, _, string error) = await RunAsync(options);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Contain(expected));
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string options)
    {
        StringWriter output = new(), error = new();
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] model = words.Contains("--model") ? [] : ["--model", _model.Folder];
        int exitCode = await BenchmarkCommands.RunAsync(["profile", .. model, .. words], output, error);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}
