using System.Diagnostics;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary><c>benchmarks/engines/whisper-cpp.sh</c> with a script in the place of whisper-cli.</summary>
public sealed class WhisperCppScriptTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a POSIX shell.");
        _folder = new TemporaryFolder("a b.wav", "c.wav");
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    [Test]
    public async Task Script_ManyFiles_OneProcessAndALineEach()
    {
        // As whisper-cli: what follows -of is the name of the text of the file with the same number.
        Program("echo call >> \"$0.calls\"; for a in \"$@\"; do [ \"$last\" = -of ] && printf ' Heard\\n by %s\\n' \"$2\" > \"$a.txt\"; last=$a; done; echo noise");
        (int exitCode, string output, string error) = await RunAsync("-m", "model", "--", _folder["a b.wav"], _folder["c.wav"]);
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Is.EqualTo($"{_folder["a b.wav"]}\tHeard  by model\n{_folder["c.wav"]}\tHeard  by model\n"));
        Assert.That(File.ReadAllLines(_folder["whisper-cli.calls"]), Has.Length.EqualTo(1));
    }

    [TestCase("echo no such model >&2; exit 3", "no such model")]
    [TestCase("exit 0", "wrote no text of")]
    public async Task Script_WithoutATextOfEveryFile_Fails(string program, string expected)
    {
        Program(program);
        (int exitCode, string output, string error) = await RunAsync("-m", "model", "--", _folder["c.wav"]);
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.Contain(expected));
    }

    [TestCase("a\nb.wav")]
    [TestCase("a\tb.wav")]
    public async Task Script_NameThatALineCannotHold_FailsBeforeAnythingRuns(string name)
    {
        Program("echo call >> \"$0.calls\"");
        (int exitCode, string output, string error) = await RunAsync("-m", "model", "--", _folder["c.wav"], _folder[name]);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.Contain(_folder[name]).And.Contain("rename the file"));
        Assert.That(_folder["whisper-cli.calls"], Does.Not.Exist);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(new ProcessStartInfo("/bin/sh", [Repository.Path("benchmarks/engines/whisper-cpp.sh"), _folder["whisper-cli"], .. arguments]));

    private void Program(string script)
    {
        File.WriteAllText(_folder["whisper-cli"], $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["whisper-cli"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
