using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

public sealed class AlignTests
{
    private const string Srt = """
        1
        00:00:00,000 --> 00:00:02,000
        one two

        2
        00:00:02,000 --> 00:00:03,000
        three


        """;

    [Test]
    public async Task TextFile_Srt_ACueALine()
    {
        using TemporaryFolder folder = new("a.wav", "a.txt");
        await File.WriteAllTextAsync(folder["a.txt"], "\uFEFFone two\nthree");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("align", folder["a.wav"], folder["a.txt"], "--model", "m"), Is.Zero);
        Assert.That(run.Output, Is.EqualTo(Srt.ReplaceLineEndings("\n")));
        Assert.That(run.Error, Is.EqualTo($"warning: {folder["a.wav"]}: cut off\n"));
        Assert.That((run.Aligner.Text, run.Aligner.Disposed), Is.EqualTo(("one two\nthree", true)));
        Assert.That(run.Aligner.Options!.Untranscribed, Is.EqualTo(UntranscribedAudio.AtEnds));
    }

    [Test]
    public async Task StandardInput_IsTheText()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new() { Input = "one two\nthree"u8.ToArray() };
        Assert.That(await run.InvokeAsync("align", folder["a.wav"], "-", "--model", "m", "--untranscribed", "lines", "--language", "deu"), Is.Zero);
        Assert.That(run.Output, Is.EqualTo(Srt.ReplaceLineEndings("\n")));
        Assert.That((run.Aligner.Options!.Untranscribed, run.Aligner.Options.Language), Is.EqualTo((UntranscribedAudio.BetweenLines, "deu")));
    }

    [TestCase("out.srt", "00:00:01,000")]
    [TestCase("out.vtt", "WEBVTT")]
    [TestCase("out.TextGrid", "ooTextFile")]
    [TestCase("out.json", "\"lines\"")]
    [TestCase("out.ctm", "a 1 0.000 1.000 one 0.500")]
    public async Task Output_ExtensionSaysTheFormat(string name, string expected)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("align", folder["a.wav"], "--text", "one", "--model", "m", "--output", folder[name]), Is.Zero);
        Assert.That(run.Output, Is.Empty);
        Assert.That(await File.ReadAllTextAsync(folder[name]), Does.Contain(expected));
        Assert.That(folder.Files(), Is.EquivalentTo(new[] { "a.wav", name }));
    }

    [TestCase("", false)]
    [TestCase("--characters", true)]
    public async Task Characters_InJsonWhereAskedFor(string option, bool expected)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync([.. ((string[])["align", folder["a.wav"], "--text", "one", "--model", "m", "--format", "json", option]).Where(argument => argument.Length > 0)]), Is.Zero);
        JsonNode word = JsonNode.Parse(run.Output)!["lines"]![0]!["words"]![0]!;
        Assert.That(word["characters"] is not null, Is.EqualTo(expected));
    }

    [TestCase("{a.wav}", "There is no text")]
    [TestCase("{a.wav} {a.txt} --text x", "leave one of them out")]
    [TestCase("- -", "only once")]
    [TestCase("{a.wav} {no.txt}", "there is no such file")]
    [TestCase("{a.wav} {latin1.txt}", "no text in UTF-8")]
    [TestCase("{a.wav} {utf16.txt}", "save it in UTF-8")]
    [TestCase("{no.wav} --text x", "there is no such file")]
    [TestCase("{*.wav} --text x", "is 2 recordings")]
    [TestCase("{a.wav} --txt", "'--txt' is not")]
    [TestCase("{a.wav} --text x --output {out.doc}", "says no format")]
    [TestCase("{a.wav} --text x --output {nowhere/out.srt}", "does not exist")]
    [TestCase("{a.wav} --text x --output {a.wav} --format srt", "is the recording")]
    [TestCase("{a.wav} {a.txt} --output {a.txt} --format srt", "is the text")]
    [TestCase("{a.wav} --text x --characters", "srt holds no characters")]
    [TestCase("{broken.wav} --text x", "is no audio")]
    public async Task WrongArguments_OneLineAndExitCode2(string line, string expected)
    {
        using TemporaryFolder folder = new("a.wav", "broken.wav", "a.txt", "latin1.txt", "utf16.txt");
        await File.WriteAllTextAsync(folder["a.txt"], "one two");
        await File.WriteAllBytesAsync(folder["latin1.txt"], [0xE9, 0x20, 0x61]);
        await File.WriteAllBytesAsync(folder["utf16.txt"], Encoding.Unicode.GetBytes("one two"));
        CliRun run = new();
        string[] arguments = [.. line.Split(' ').Select(argument => argument.StartsWith('{') ? folder[argument[1..^1]] : argument)];
        Assert.That(await run.InvokeAsync(["align", .. arguments, "--model", "m"]), Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.ErrorLines[0], Does.StartWith("error: ").And.Contain(expected));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Links need rights there.")]
    public async Task Output_Link_IsNotReplaced()
    {
        using TemporaryFolder folder = new("a.wav", "kept.srt");
        File.CreateSymbolicLink(folder["link.srt"], folder["kept.srt"]);
        CliRun run = new();
        Assert.That(await run.InvokeAsync("align", folder["a.wav"], "--text", "one", "--model", "m", "--output", folder["link.srt"]), Is.EqualTo(2));
        Assert.That(run.ErrorLines[0], Does.Contain("a link or a device"));
        Assert.That(new FileInfo(folder["link.srt"]).LinkTarget, Is.EqualTo(folder["kept.srt"]));
    }

    [Test]
    public async Task NoModel_SaysThatOneIsNeeded()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("align", folder["a.wav"], "--text", "x"), Is.EqualTo(2));
        Assert.That(run.ErrorLines[0], Does.Contain("--model"));
    }

    [Test]
    public async Task Documentation_HoldsEveryOption()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("align", "--help"), Is.Zero);
        string section = (await File.ReadAllTextAsync(Repository.Path("docs/cli.md"))).Split("## speech align")[1].Split("\n## ")[0];
        foreach (string option in (string[])["--text", "--model", "--language", "--untranscribed", "--format", "--output", "--characters", "--device", "--threads", "--precision", "--quiet"])
        {
            Assert.That(run.Output, Does.Contain(option));
            Assert.That(section, Does.Contain($"`{option}`"));
        }
    }

    [Test]
    public async Task Process_WhisperModel_SaysThatItCannot()
    {
        (int exitCode, string output, string error) = await CliProcess.RunAsync("align", Repository.Path("samples/printing.flac"), "--text", "printing", "--model", "whisper-base");
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Match("^error: [^\n]*whisper[^\n]*cannot align[^\n]*wav2vec2[^\n]*\n$"));
    }

    [TestCase("xls-r-digits")]
    [TestCase("w2v-bert-digits")]
    public async Task Process_Checkpoint_TimesTheWordsOfASample(string model)
    {
        DigitSample sample = DigitSample.All(model).First(clip => clip.Text.Contains(' '));
        using TemporaryFolder folder = new();
        System.Diagnostics.ProcessStartInfo start = CliProcess.Start(
            "align", Shared.Path($"models/{model}/samples/{sample.Name}"), "--text", sample.Text.ToUpperInvariant() + "!", "--model", Shared.Path($"models/{model}"), "--format", "json", "--characters");
        start.Environment["SPEECH_CACHE"] = folder["cache"];
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(start);
        Assert.That(exitCode, Is.Zero, error);
        JsonArray words = JsonNode.Parse(output)!["lines"]![0]!["words"]!.AsArray();
        Assert.That(words.Select(word => (string?)word!["text"]), Is.EqualTo((sample.Text.ToUpperInvariant() + "!").Split(' ')));
        foreach ((JsonNode? word, JsonNode? expected) in words.Zip(sample.Offsets))
        {
            Assert.That((double)word!["start"]!, Is.EqualTo((double)expected!["start"]!).Within(0.021));
            Assert.That((double)word["end"]!, Is.EqualTo((double)expected["end"]!).Within(0.021));
        }
    }
}
