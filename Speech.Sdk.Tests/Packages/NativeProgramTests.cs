using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>The command line compiled into a native program, as <c>dotnet publish -r</c> makes it, on a machine that has no .NET for it; and the tool's packages that bring it.</summary>
[Category("Packages")]
public sealed class NativeProgramTests
{
    private static readonly string Clip = Repository.Path("samples/printing.flac");

    private static readonly string Platform = RuntimeInformation.RuntimeIdentifier;

    private TemporaryFolder? _folder;

    private string Program => ProgramIn(_folder!["speech"]);

    // To pack it is to publish it first.
    [OneTimeSetUp]
    public async Task Publish()
    {
        _folder = new TemporaryFolder();
        // One that is not there is passed over for a .NET that is.
        Directory.CreateDirectory(_folder["no-dotnet"]);
        (int exitCode, string output) = await DotNet.TryAsync("dotnet", Repository.Path("."), [.. Packing, "-r", Platform, $"-p:PublishDir={_folder["speech"]}/"]);
        // What .NET says where there is neither clang nor gcc, or no Visual Studio.
        if (exitCode != 0 && Regex.Match(output, "Platform linker[^.]*not found[^.]*") is { Success: true } lacking)
            Assert.Ignore($"Needs a C compiler: {lacking.Value}.");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Not.Contain("warning"), "what native compilation warns of would break where nobody looks");
    }

    [OneTimeTearDown]
    public void Remove() => _folder?.Dispose();

    /// <summary>Whoever installs the tool by its one name gets the program of the platform.</summary>
    [Test]
    public async Task Tool_Installed_IsTheNativeProgram()
    {
        await DotNet.RunAsync(Repository.Path("."), Packing);
        File.WriteAllText(_folder!["nuget.config"], $"""<configuration><packageSources><clear/><add key="feed" value="{_folder["feed"]}"/></packageSources></configuration>""");
        await DotNet.RunAsync(_folder["."], "tool", "install", "Speech.Cli", "--tool-path", _folder["tool"], "--configfile", _folder["nuget.config"], "--no-cache");
        ProcessStartInfo start = new(ProgramIn(_folder["tool"]), ["transcribe", Clip]);
        start.Environment["DOTNET_ROOT"] = _folder["no-dotnet"];
        (int exitCode, string text, string error) = await ChildProcess.RunAsync(start);
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(text, Does.StartWith("Printing, in the only sense"));
        Assert.That(Directory.EnumerateFiles(_folder["tool"], "speech.dll", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Folder_HasTheProgramItsLibrariesAndTheModelAlone()
    {
        string[] files = [.. Directory.EnumerateFiles(_folder!["speech"]).Select(file => Path.GetFileName(file)!)];
        Assert.That(files, Has.Some.EqualTo(Path.GetFileName(Program)));
        Assert.That(files.Where(file => file != Path.GetFileName(Program)), Has.All.Matches("onnxruntime|ortextensions"));
        Assert.That(File.Exists(Path.Combine(_folder["speech"], "models/whisper-base/encoder.onnx")));
    }

    [Test]
    public async Task Transcribe_Sample_WritesWhatTheOtherDoes()
    {
        (_, string expected, _) = await CliProcess.RunAsync("transcribe", Clip, "--format", "srt");
        Assert.That(await RunAsync("transcribe", Clip, "--format", "srt"), Is.EqualTo((0, expected, "")));
    }

    [Test]
    public async Task Transcribe_Checkpoint_IsConvertedAndHeard()
    {
        DigitSample sample = DigitSample.All("xls-r-digits").First();
        (int exitCode, string output, string error) = await RunAsync("transcribe", sample.Audio.Name, "--model", Shared.Path("models/xls-r-digits"), "--format", "jsonl", "--quiet");
        Assert.That(exitCode, Is.Zero, error);
        Assert.That((string)JsonNode.Parse(output)!["text"]!, Is.EqualTo(sample.Text));
    }

    [Test]
    public async Task Evaluate_Manifest_WritesItsLogAndReport()
    {
        File.WriteAllText(_folder!["clips.jsonl"], new JsonObject { ["audio"] = Clip, ["text"] = "printing" }.ToJsonString());
        (int exitCode, _, string error) = await RunAsync("evaluate", _folder["clips.jsonl"], "--output", _folder["results"], "--quiet");
        Assert.That(exitCode, Is.Zero, error);
        // The second run reads what the first wrote.
        (exitCode, _, error) = await RunAsync("evaluate", _folder["clips.jsonl"], "--output", _folder["results"], "--quiet");
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(Directory.EnumerateFiles(_folder["results"]), Has.Some.EndsWith(".html"));
    }

    [Test]
    public async Task Devices_WhatIsMissing_WasLookedForBesideTheProgram()
    {
        if (NativeFlavor.IsGpu)
            Assert.Ignore("Needs the build for CPUs: the one for CUDA brings the libraries that are looked for here.");
        Assert.That((await RunAsync("devices")).Output, Does.Contain($"are not in {_folder!["speech"]}"));
    }

    [Test]
    public async Task WrongInput_IsAnErrorAndExitCode()
    {
        File.WriteAllText(_folder!["broken.wav"], "this is text");
        (int exitCode, string output, string error) = await RunAsync("transcribe", _folder["broken.wav"]);
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Match("^error: [^\n]*broken.wav: [^\n]+\n$"));
    }

    /// <summary>Native/heap.c: the first part of the heap is of huge pages, unless whoever starts the program has told the C library something else.</summary>
    [TestCase(null, true)]
    [TestCase("MALLOC_ARENA_MAX", false)]
    [TestCase("GLIBC_TUNABLES", false)]
    public async Task Heap_OfAProgramThatWaits_HasHugePages(string? told, bool expected)
    {
        if (!OperatingSystem.IsLinux() || !File.ReadAllText("/proc/self/maps").Contains("/libc.so.6", StringComparison.Ordinal))
            Assert.Ignore("Needs Linux with glibc.");
        ProcessStartInfo start = new(Program, ["transcribe", "-"]) { RedirectStandardInput = true, RedirectStandardError = true };
        if (told is not null)
            start.Environment[told] = told == "GLIBC_TUNABLES" ? "glibc.malloc.arena_max=4" : "4";
        using Process process = Process.Start(start)!;
        // With its second thread .NET is up, and what comes before it has been.
        while (Directory.GetDirectories($"/proc/{process.Id}/task").Length < 2)
            await Task.Delay(5);
        string[] heap = [.. HeapOf(process)];
        process.StandardInput.Close();
        await ChildProcess.EndAsync(process);
        Assert.That(heap, Is.Not.Empty);
        // hg: huge pages were asked for (proc_pid_smaps(5)).
        Assert.That(heap.Any(mapping => mapping.Split("VmFlags:")[1].Contains(" hg ", StringComparison.Ordinal)), Is.EqualTo(expected));
    }

    private string[] Packing =>
    [
        "pack", "tools/speech", "-c", PackageFeed.Configuration, "-o", _folder!["feed"], $"-p:NativeTools={Platform}", $"-p:OnnxRuntimeFlavor={NativeFlavor.Name}", "-v", "q",
    ];

    private static string ProgramIn(string folder) => Path.Combine(folder, OperatingSystem.IsWindows() ? "speech.exe" : "speech");

    private static IEnumerable<string> HeapOf(Process process) =>
        Regex.Split(File.ReadAllText($"/proc/{process.Id}/smaps"), @"(?m)^(?=[0-9a-f]+-[0-9a-f]+ )").Where(mapping => mapping.Contains("[heap]", StringComparison.Ordinal));

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments);
        start.Environment["DOTNET_ROOT"] = _folder!["no-dotnet"];
        start.Environment["SPEECH_CACHE"] = _folder["cache"];
        return ChildProcess.RunAsync(start);
    }
}
