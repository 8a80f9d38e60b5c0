using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Speech.Sdk.Export;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Cli;

/// <summary><c>speech convert</c> with the exporter itself behind it, unless a test says otherwise.</summary>
public sealed class ConvertTests
{
    private static readonly Dictionary<string, (Action<TemporaryFolder> Make, string Expected)> NoCheckpoints = new()
    {
        ["nothing"] = (_ => { }, "config.json does not exist; give the folder that holds a checkpoint's config.json and weights."),
        ["an empty folder"] = (folder => Directory.CreateDirectory(folder["in"]), "config.json does not exist; give the folder"),
        ["a file"] = (folder => File.WriteAllText(folder["in"], "weights"), "config.json does not exist; give the folder"),
        ["a broken configuration"] = (folder => Configure(folder, "{"), "config.json is not JSON: "),
        ["a configuration of nothing"] = (folder => Configure(folder, "[]"), "config.json has model_type (none); supported: whisper, "),
        ["another kind of model"] = (folder => Configure(folder, """{"model_type": "t5"}"""), "config.json has model_type t5; supported: whisper, "),
        ["no weights"] = (folder => File.Delete(Path.Combine(Tiny(folder), "model.safetensors")), "expected model.safetensors, pytorch_model.bin, "),
        ["weights of half a download"] = (folder => Halve(Path.Combine(Tiny(folder), "model.safetensors")), "model.safetensors"),
        ["a model folder"] = (folder => CheckpointExporter.Export(Tiny(folder, "other"), folder["in"], ExportOptions.Fp32), "expected model.safetensors, pytorch_model.bin, "),
    };

    public static IEnumerable<string> KindsOfNoCheckpoint => NoCheckpoints.Keys;

    [TestCaseSource(nameof(KindsOfNoCheckpoint))]
    public async Task Convert_NoCheckpoint_OneLineAndNothingMade(string kind)
    {
        (Action<TemporaryFolder> make, string expected) = NoCheckpoints[kind];
        using TemporaryFolder folder = new();
        make(folder);
        await AssertRefusedAsync(folder, "out", $"error: [^\n]*{Pattern(folder["in"])}[^\n]*{Pattern(expected)}[^\n]*\n");
    }

    [TestCase("out/mine.txt", "out")]
    [TestCase("out", "out", Description = "a file")]
    [TestCase("mine.txt", "in", Description = "the checkpoint itself")]
    public async Task Convert_OutputInUse_IsLeftAsItIs(string file, string output)
    {
        using TemporaryFolder folder = new(file);
        Tiny(folder);
        await AssertRefusedAsync(folder, output, $"error: The output folder {Pattern(folder[output])} already exists and is not empty; remove it or name another.\n");
    }

    [Test]
    public async Task Convert_OutputBelowAFile_IsAnError()
    {
        using TemporaryFolder folder = new("file");
        Tiny(folder);
        await AssertRefusedAsync(folder, "file/out", $"error: [^\n]*{Pattern(folder["file"])}[^\n]*\n");
    }

    [TestCase("out")]
    [TestCase("out/", Description = "as shells complete it")]
    [TestCase("new/deep/out")]
    [TestCase("empty")]
    public async Task Convert_OutputThatIsFree_IsMadeInSilence(string output)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["empty"]);
        CliRun run = new() { Converter = new CheckpointConverter() };
        Assert.That(await run.InvokeAsync("convert", Tiny(folder), folder[output]), Is.Zero, run.Error);
        Assert.That((run.Output, run.Error), Is.EqualTo(("", "")));
        Assert.That(folder.Files(output.TrimEnd('/')), Does.Contain("speech.json").And.Contain("encoder.onnx"));
    }

    [TestCase(false, true)]
    [TestCase(true, false)]
    public async Task Convert_OnATerminal_ShowsHowFarItIsUnlessQuiet(bool quiet, bool shown)
    {
        using TemporaryFolder folder = new();
        CliRun run = new() { Converter = new CheckpointConverter(), ErrorIsTerminal = true };
        Assert.That(await run.InvokeAsync(["convert", Tiny(folder), folder["out"], .. quiet ? ["--quiet"] : Array.Empty<string>()]), Is.Zero, run.Error);
        Assert.That(Regex.IsMatch(run.Error, "in  converting  [0-9]+ %"), Is.EqualTo(shown));
        Assert.That(run.Error, shown ? Does.EndWith("\e[K") : Is.Empty);
    }

    [TestCase(null, "fp32")]
    [TestCase("fp32", "fp32")]
    [TestCase("fp16", "fp16")]
    [TestCase("INT8", "int8")]
    [TestCase("int4", "int4")]
    public async Task Convert_Precision_IsTheModelFolders(string? given, string expected)
    {
        using TemporaryFolder folder = new();
        CliRun run = new() { Converter = new CheckpointConverter() };
        Assert.That(await run.InvokeAsync(["convert", Tiny(folder), folder["out"], .. given is null ? Array.Empty<string>() : ["--precision", given]]), Is.Zero, run.Error);
        Assert.That((string)JsonNode.Parse(File.ReadAllText(folder["out/speech.json"]))!["precision"]!, Is.EqualTo(expected));
    }

    [TestCase("--precision: 'int7' was given; expected fp32, fp16, int8 or int4.", "in", "out", "--precision", "int7")]
    [TestCase("--precision: 'compact' was given; expected fp32, fp16, int8 or int4.", "in", "out", "--precision", "compact")]
    [TestCase("CHECKPOINT: an empty value was given; expected one", "", "out")]
    [TestCase("OUTPUT: an empty value was given; expected one", "in", " ")]
    [TestCase("'more' is not a command or an option of 'speech convert'.", "in", "out", "more")]
    [TestCase("'--fp16' is not an option of 'speech convert'", "in", "--fp16", Description = "no folder of that name")]
    [TestCase("'--int8' is not an option of 'speech convert'", "--int8", "in")]
    [TestCase("Required argument missing for command: 'convert'.", "in")]
    [TestCase("Required argument missing for command: 'convert'.")]
    [SetUICulture("")]
    public async Task Convert_WrongUsage_IsAnErrorAndNothingIsConverted(string expected, params string[] arguments)
    {
        FakeConverter converter = new();
        CliRun run = new() { Converter = converter };
        Assert.That(await run.InvokeAsync(["convert", .. arguments]), Is.EqualTo(2));
        Assert.That((run.Output, converter.Calls), Is.EqualTo(("", 0)));
        Assert.That(run.Error, Does.StartWith($"error: {expected}"));
    }

    [Test]
    public async Task Convert_Checkpoint_IntoTheFolderGiven()
    {
        using TemporaryFolder folder = new("tiny/config.json", "tiny/model.safetensors");
        Assert.That(await new CliRun().InvokeAsync("convert", folder["tiny"], folder["out"], "--precision", "int4"), Is.Zero);
        Assert.That(File.ReadAllText(folder["out/speech.json"]), Is.EqualTo("Int4"));
    }

    [Test]
    public async Task Convert_Refused_OneLineAndTwo()
    {
        CliRun run = new() { Converter = new FakeConverter { Failure = new ModelFolderException("m has model_type bert.") } };
        using TemporaryFolder folder = new();
        Assert.That(await run.InvokeAsync("convert", folder["tiny"], folder["out"]), Is.EqualTo(2));
        Assert.That(run.Error, Is.EqualTo("error: m has model_type bert.\n"));
    }

    [Test]
    public async Task Convert_ABug_IsToldAsOne()
    {
        using TemporaryFolder folder = new();
        CliRun run = new() { Converter = new FakeConverter { Failure = new InvalidOperationException("No such node.") } };
        Assert.That(await run.InvokeAsync("convert", folder["in"], folder["out"]), Is.EqualTo(70));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.All.StartsWith("error: unexpected InvalidOperationException: No such node. This is a bug of speech"));
    }

    private static async Task AssertRefusedAsync(TemporaryFolder folder, string output, string expected)
    {
        string[] before = Entries(folder);
        CliRun run = new() { Converter = new CheckpointConverter() };
        Assert.That(await run.InvokeAsync("convert", folder["in"], folder[output]), Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error, Does.Match($"^{expected}$"));
        Assert.That(Entries(folder), Is.EqualTo(before));
    }

    private static string[] Entries(TemporaryFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string Pattern(string text) => Regex.Escape(text);

    private static string Tiny(TemporaryFolder folder, string name = "in") => new TinyWhisper().Write(folder[name]);

    private static void Configure(TemporaryFolder folder, string json)
    {
        Directory.CreateDirectory(folder["in"]);
        File.WriteAllText(folder["in/config.json"], json);
    }

    private static void Halve(string file)
    {
        using FileStream stream = new(file, FileMode.Open);
        stream.SetLength(stream.Length / 2);
    }
}
