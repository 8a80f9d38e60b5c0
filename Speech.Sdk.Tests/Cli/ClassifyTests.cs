using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Classifiers;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

public sealed class ClassifyTests
{
    [Test]
    public async Task OneFile_Txt_LabelsInLineUnderTheirNames()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["a.wav"], "--model", "m"), Is.Zero);
        Assert.That((run.Output, run.Error), Is.EqualTo((
            """
            start         end           label  probability
            00:00:00.000  00:00:01.500  cat    0.750
            00:00:00.000  00:00:01.500  rain   0.250

            """.ReplaceLineEndings("\n"), "")));
        Assert.That(run.Classifier.Options!.Top, Is.EqualTo(5));
        Assert.That(run.Classifier.Disposed, Is.True);
    }

    [Test]
    public async Task LongFile_Txt_WindowsBelowTheWhole()
    {
        using TemporaryFolder folder = new("a.wav", "long.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["a.wav"], folder["long.wav"], "--model", "m"), Is.Zero);
        Assert.That(run.Output, Does.EndWith($"""

            ==> {folder["long.wav"]} <==
            start         end           label  probability
            00:00:00.000  00:00:40.000  cat    0.750
            00:00:00.000  00:00:40.000  rain   0.250

            00:00:00.000  00:00:30.000  cat    1.000
            00:00:30.000  00:00:40.000  rain   1.000

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task SeveralFiles_Csv_OneHeader()
    {
        using TemporaryFolder folder = new("a,b.wav", "long.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["a,b.wav"], folder["long.wav"], "--model", "m", "--format", "csv", "--top", "2"), Is.Zero);
        Assert.That(run.Output.Split('\n'), Is.EqualTo(new[]
        {
            "file,part,start,end,rank,label,probability",
            $"\"{folder["a,b.wav"]}\",recording,0.000,1.500,1,cat,0.750000",
            $"\"{folder["a,b.wav"]}\",recording,0.000,1.500,2,rain,0.250000",
            $"{folder["long.wav"]},recording,0.000,40.000,1,cat,0.750000",
            $"{folder["long.wav"]},recording,0.000,40.000,2,rain,0.250000",
            $"{folder["long.wav"]},window,0.000,30.000,1,cat,1.000000",
            $"{folder["long.wav"]},window,30.000,40.000,1,rain,1.000000",
            "",
        }));
        Assert.That(run.Classifier.Options!.Top, Is.EqualTo(2));
    }

    [TestCase("json", 1)]
    [TestCase("jsonl", 2)]
    public async Task Json_HoldsEverything(string format, int files)
    {
        using TemporaryFolder folder = new("long.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync(["classify", .. Enumerable.Repeat(folder["long.wav"], files), "--model", "m", "--format", format]), Is.Zero);
        string[] objects = format == "json" ? [run.Output] : run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(objects, Has.Length.EqualTo(files));
        JsonNode json = JsonNode.Parse(objects[^1])!;
        Assert.That((string)json["file"]!, Is.EqualTo(folder["long.wav"]));
        Assert.That(((double)json["duration"]!, (double)json["labels"]!["cat"]!, (double)json["windows"]![1]!["start"]!, (double)json["windows"]![1]!["labels"]!["rain"]!), Is.EqualTo((40d, 0.75, 30d, 1d)));
        Assert.That(((string)json["diagnostics"]!["model"]!, (string)json["diagnostics"]!["executionProvider"]!), Is.EqualTo(("fake", "cpu")));
    }

    [TestCase("txt", "\n\n00:00:00.000  00:00:01.020  cat         0.900\n00:00:00.500  00:00:01.500  heavy rain  0.800\n")]
    [TestCase("csv", "my frames.wav,active,0.500,1.500,1,heavy rain,0.800000\n")]
    [TestCase("rttm", "SPEAKER my_frames 1 0.000 1.020 <NA> <NA> cat 0.900 <NA>\nSPEAKER my_frames 1 0.500 1.000 <NA> <NA> heavy_rain 0.800 <NA>\n")]
    public async Task Frames_Formats_ActiveStretches(string format, string expected)
    {
        using TemporaryFolder folder = new("my frames.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["my frames.wav"], "--model", "m", "--format", format, "--min-pause", "0.3", "--match-speakers"), Is.Zero);
        Assert.That(run.Output, Does.EndWith(expected));
        Assert.That(run.Classifier.Options!.Activity, Is.EqualTo(new ActivityOptions { MinimumPause = TimeSpan.FromSeconds(0.3), MatchLabels = true }));
    }

    [Test]
    public async Task Rttm_OfARecordingWithoutAName_HasAField()
    {
        using TemporaryFolder folder = new("frames/.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["frames/.wav"], "--model", "m", "--format", "rttm"), Is.Zero);
        Assert.That(run.Output, Does.StartWith("SPEAKER _ 1 0.000 "));
    }

    [Test]
    public async Task Frames_Json_ActiveStretchesAndResolution()
    {
        using TemporaryFolder folder = new("frames.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["frames.wav"], "--model", "m", "--format", "json"), Is.Zero);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.That(json["active"]![1]!.ToJsonString(), Is.EqualTo("""{"start":0.5,"end":1.5,"label":"heavy rain","probability":0.8}"""));
        Assert.That(((double)json["resolution"]!, run.Classifier.Options!.Activity), Is.EqualTo((0.02, (ActivityOptions?)null)));
    }

    [Test]
    public async Task Rttm_OfAWholeRecordingsLabels_SaysWhatItTakes()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["a.wav"], "--model", "m", "--format", "rttm"), Is.EqualTo(2));
        Assert.That((run.Output, run.Error), Is.EqualTo(("", "error: --format rttm was given, but fake classifies whole recordings; RTTM takes a model that classifies frames.\n")));
    }

    [Test]
    public async Task BrokenFile_OthersStillDone()
    {
        using TemporaryFolder folder = new("broken.wav", "b.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", folder["broken.wav"], folder["b.wav"], "missing.wav", "--model", "m"), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Is.EqualTo(new[] { "error: missing.wav: there is no such file; check the path.", $"error: {folder["broken.wav"]}: is no audio." }));
        Assert.That(run.Output, Does.Contain("b.wav <==").And.Contain("cat"));
    }

    [Test]
    public async Task Cancelled_FinishedResultsStayAnd130()
    {
        using TemporaryFolder folder = new("a.wav", "endless.wav");
        using CancellationTokenSource stop = new();
        CliRun run = new();
        Task<int> ends = run.InvokeAsync(stop.Token, "classify", folder["a.wav"], folder["endless.wav"], "--model", "m");
        await run.Classifier.Endless.Task;
        await stop.CancelAsync();
        Assert.That(await ends, Is.EqualTo(130));
        Assert.That(run.Output, Does.Contain("a.wav <==").And.Not.Contain("endless"));
        Assert.That((run.Error, run.Classifier.Disposed), Is.EqualTo(("", true)));
    }

    [TestCase("classify a.wav", "--model")]
    [TestCase("classify a.wav --model m --top x", "--top: 'x' was given")]
    [TestCase("classify a.wav --model m --top 0", "--top is 0")]
    [TestCase("classify a.wav --model m --window 0", "--window is 0 s")]
    [TestCase("classify a.wav --model m --window -5", "--window is -5 s")]
    [TestCase("classify a.wav --model m --hop NaN", "--hop: 'NaN' was given; expected a number")]
    [TestCase("classify a.wav --model m --frobnicate", "'--frobnicate' is not an option of 'speech classify'")]
    [TestCase("classify - - --model m", "'-' was given more than once")]
    [TestCase("languages a.wav --window 5 --hop 6", "would leave gaps")]
    [TestCase("languages a.wav --format srt", "--format: 'srt' was given")]
    [TestCase("languages a.wav --allowed-languages ,", "--allowed-languages is empty")]
    public async Task WrongUsage_SaysWhatIsRight(string line, string expected)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync(line.Split(' ')), Is.EqualTo(2));
        Assert.That((run.Output, run.LoadedModel), Is.EqualTo(("", (string?)null)));
        Assert.That(run.ErrorLines[0], Does.StartWith("error: ").And.Contain(expected));
    }

    [Test]
    public async Task Languages_ModelThatCannot_SaidOnce()
    {
        using TemporaryFolder folder = new("a.wav", "b.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("languages", folder["a.wav"], folder["b.wav"]), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.Contain("cannot tell languages"));
    }

    [Test]
    public async Task Process_Checkpoint_IsConvertedAndClassifies()
    {
        using TemporaryFolder folder = new();
        string checkpoint = new TinyClassifier().Write(folder["checkpoint"]);
        System.Diagnostics.ProcessStartInfo start = CliProcess.Start("classify", Repository.Path("samples/printing.flac"), "--model", checkpoint, "--top", "1", "--format", "csv", "--window", "1");
        start.Environment["SPEECH_CACHE"] = folder["cache"];
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(start);
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(error, Does.Contain("converting"));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[1], Does.Match(@"printing\.flac,recording,0\.000,[\d.]+,1,(cat|dog|rain),0\.\d{6}$"));
        Assert.That(lines, Has.Length.GreaterThan(5));
    }

    [TestCase("classify", "load it with SpeechRecognizer.LoadAsync")]
    [TestCase("transcribe", "load it with AudioClassifier.LoadAsync")]
    public async Task Process_ModelOfTheOtherKind_SaysWhichCommandItIsFor(string command, string expected)
    {
        using TemporaryFolder folder = new();
        string model = folder["model"];
        if (command == "classify")
            model = "whisper-base";
        else
            Sdk.Export.CheckpointExporter.Export(new TinyClassifier().Write(folder["checkpoint"]), model, Sdk.Export.ExportOptions.Fp32);
        (int exitCode, string output, string error) = await CliProcess.RunAsync(command, Repository.Path("samples/printing.flac"), "--model", model);
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Match($"^error: [^\n]*{expected}[^\n]*\n$"));
    }

    [Test]
    public async Task Process_Languages_TableOfTwoFiles()
    {
        (int exitCode, string output, string error) = await CliProcess.RunAsync("languages", Repository.Path("samples/printing.flac"), Repository.Path("samples/funeral.flac"), "--allowed-languages", "en,es,de");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Match(@"printing\.flac <==\nstart +end +language +probability +else\n00:00:00\.000  [\d:.]+  en +[01]\.\d{3} +[a-z]{2} 0\.\d{3}, [a-z]{2} 0\.\d{3}\n\n==> .*funeral\.flac <==\nstart .*\n00:00:00\.000  [\d:.]+  es "));
    }
}
