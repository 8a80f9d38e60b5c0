using Speech.Cli.Commands;
using Speech.Cli.Models;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

public sealed class TranscribeOptionTests
{
    [Test]
    public void Read_FileAlone_LibraryDefaults()
    {
        TranscribeSettings settings = Read("a.wav");
        Assert.That(settings.Files, Is.EqualTo(new[] { "a.wav" }));
        Assert.That(settings.Model, Is.EqualTo("whisper-base"));
        Assert.That(settings.Writer.Format, Is.EqualTo("txt"));
        Assert.That(settings.Transcription, Is.EqualTo(new TranscriptionOptions()));
        Assert.That(settings.Recognizer, Is.EqualTo(new RecognizerOptions()));
        Assert.That((settings.OutputFolder, settings.Precision, settings.Quiet), Is.EqualTo(((string?)null, (ModelPrecision?)null, false)));
    }

    [Test]
    public void Read_EveryOption_Arrives()
    {
        TranscribeSettings settings = Read(
            "--model", "m", "a.wav", "--allowed-languages", "de, en", "--task", "translate", "--format", "SRT", "--output", "o", "--device", "directml",
            "--threads", "3", "--beam-size", "5", "--length-penalty", "-0.5", "--patience", "1.5", "--alternatives", "2", "--repetition-penalty", "1.1",
            "--no-repeat-ngram-size", "4", "--prompt", "Hi, -x", "--prefix", "So", "--no-timestamps", "--max-tokens", "99", "--batch-size", "2",
            "--precision", "int8", "--quiet", "b.wav", "--language", "auto");
        Assert.That(settings.Files, Is.EqualTo(new[] { "a.wav", "b.wav" }));
        Assert.That((settings.Model, settings.Writer.Format, settings.OutputFolder, settings.Precision, settings.Quiet),
            Is.EqualTo(("m", "srt", "o", (ModelPrecision?)ModelPrecision.Int8, true)));
        Assert.That(settings.Recognizer, Is.EqualTo(new RecognizerOptions { ExecutionProvider = ExecutionProvider.DirectMl, Threads = 3 }));
        Assert.That(settings.Transcription.AllowedLanguages, Is.EqualTo(new[] { "de", "en" }));
        Assert.That(settings.Transcription with { AllowedLanguages = null }, Is.EqualTo(new TranscriptionOptions
        {
            Task = SpeechTask.Translate, Timestamps = false, Prompt = "Hi, -x", Prefix = "So", BatchSize = 2,
            Decoding = new()
            {
                BeamSize = 5, LengthPenalty = -0.5, Patience = 1.5, Stopping = BeamStopping.Patience, Alternatives = 2, RepetitionPenalty = 1.1,
                NoRepeatNgramSize = 4, MaxTokens = 99,
            },
        }));
    }

    [TestCase("de", "de")]
    [TestCase("auto", null)]
    [TestCase("AUTO", null)]
    public void Read_Language_AutoIsDetection(string given, string? expected) =>
        Assert.That(Read("a.wav", "--language", given).Transcription.Language, Is.EqualTo(expected));

    [TestCase("@a.wav", TestName = "Read_AtSign_IsNoResponseFile")]
    [TestCase("-", TestName = "Read_Dash_IsStandardInput")]
    public void Read_UnusualName_IsAFile(string name) => Assert.That(Read(name).Files, Is.EqualTo(new[] { name }));

    [Test]
    public void Read_AfterDoubleDash_DashesAreFiles() =>
        Assert.That(Read("a.wav", "--prompt", "-x", "--", "--odd.wav").Files, Is.EqualTo(new[] { "a.wav", "--odd.wav" }));

    [TestCase("transcribe", "Required argument missing")]
    [TestCase("transcribe a.wav --beem-size 5", "'--beem-size' is not an option")]
    [TestCase("transcribe -x -- --odd.wav", "'-x' is not an option")]
    [TestCase("transcribe a.wav --beam-size five", "--beam-size: 'five' was given; expected a whole number")]
    [TestCase("transcribe a.wav --beam-size 99", "BeamSize is 99; expected 1 to 64")]
    [TestCase("transcribe a.wav --alternatives 2", "Alternatives is 2; expected 1 to BeamSize (1)")]
    [TestCase("transcribe a.wav --length-penalty 1,5", "--length-penalty: '1,5' was given; expected a number")]
    [TestCase("transcribe a.wav --format doc", "--format: 'doc' was given; expected txt, json, jsonl, srt, vtt or tsv")]
    [TestCase("transcribe a.wav --device gpu", "--device: 'gpu' was given; expected auto, cpu, cuda or directml")]
    [TestCase("transcribe a.wav --task sing", "--task: 'sing' was given")]
    [TestCase("transcribe a.wav --precision int2", "--precision: 'int2' was given")]
    [TestCase("transcribe a.wav --batch-size 0", "BatchSize is 0; expected 1 to 1024")]
    [TestCase("transcribe a.wav --threads -1", "Threads is -1; expected 0")]
    [TestCase("transcribe a.wav --language de --allowed-languages de", "--allowed-languages was given with --language")]
    [TestCase("transcribe a.wav --allowed-languages ,", "AllowedLanguages is empty")]
    [TestCase("transcribe - -", "'-' was given more than once")]
    [TestCase("transcribe a.wav --model", "--model")]
    [TestCase("transscribe a.wav", "'transscribe' is not a command")]
    [TestCase("", "Required command was not provided")]
    [TestCase("models lst", "'lst' is not a command")]
    [TestCase("devices now", "'now' is not a command")]
    [TestCase("models", "Required command was not provided")]
    public async Task Run_WrongUsage_OneLineAndTwo(string line, string expected)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Is.EqualTo(2));
        Assert.That(run.ErrorLines[0], Does.StartWith("error: ").And.Contain(expected));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.LoadedModel, Is.Null);
    }

    private static TranscribeSettings Read(params string[] arguments)
    {
        TranscribeCommand command = new();
        var parsed = command.Parse(arguments, new() { ResponseFileTokenReplacer = null });
        Assert.That(parsed.Errors, Is.Empty);
        return command.Read(parsed);
    }
}
