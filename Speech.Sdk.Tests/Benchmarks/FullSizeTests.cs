using Speech.Sdk.Benchmarks;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary>Options of the benchmarks of full-size models; the models themselves take minutes to make.</summary>
public sealed class FullSizeTests
{
    [TestCase("ctc-models --models xls-r-300m,xls-r", "--models holds 'xls-r'; expected one or more of xls-r-300m, w2v-bert-2.0, with commas between.")]
    [TestCase("ctc-models --precisions int4", "--precisions holds 'int4'; expected one or more of fp32, fp16, int8, with commas between.")]
    [TestCase("ctc-models --seconds 5,0", "--seconds holds '0'; expected whole numbers from 1 to 10000, with commas between.")]
    [TestCase("kyutai-models --models stt-1b", "--models holds 'stt-1b'; expected one or more of stt-1b-en_fr, stt-2.6b-en, with commas between.")]
    [TestCase("kyutai-models --streams 4,many", "--streams holds 'many'; expected whole numbers from 1 to 10000, with commas between.")]
    [TestCase("kyutai-models --streams 1,,4", "--streams holds ''; expected whole numbers from 1 to 10000, with commas between.")]
    [TestCase("kyutai-models --stream 4", "--stream")]
    public async Task Run_WrongOption_IsAnError(string arguments, string expected)
    {
        StringWriter output = new(), error = new();
        Assert.That(await BenchmarkCommands.RunAsync(arguments.Split(' '), output, error), Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain(expected));
    }

    [TestCase("ctc-models", "[default: 5|10|30]")]
    [TestCase("kyutai-models", "[default: stt-1b-en_fr]")]
    [TestCase("ctc-beam", "--folder")]
    public async Task Help_OfEachCommand_TellsOptions(string command, string expected)
    {
        StringWriter output = new(), error = new();
        Assert.That(await BenchmarkCommands.RunAsync([command, "--help"], output, error), Is.Zero, error.ToString());
        Assert.That(output.ToString(), Does.Contain(expected));
    }
}
