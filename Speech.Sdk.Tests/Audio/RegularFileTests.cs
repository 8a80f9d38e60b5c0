using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Audio;

/// <summary>Which files can be read twice.</summary>
public sealed class RegularFileTests
{
    [TestCase("file", true)]
    [TestCase("empty", true)]
    [TestCase("deleted", true)]
    [TestCase("link to file", true)]
    [TestCase("link to empty", true)]
    [TestCase("pipe", false)]
    [TestCase("link to pipe", false)]
    [TestCase("/dev/null", false)]
    public async Task IsRepeatable(string name, bool expected)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs mkfifo.");
        using TemporaryFolder folder = new("file");
        File.WriteAllBytes(folder["empty"], []);
        await CliProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        foreach (string target in (string[])["file", "empty", "pipe"])
            File.CreateSymbolicLink(folder[$"link to {target}"], folder[target]);
        Assert.That(AudioSource.FromFile(folder[name]).IsRepeatable, Is.EqualTo(expected));
    }

    [Test]
    public void IsRepeatable_PipeWithoutAPath_IsNot()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Needs /dev/fd to be links, as on Linux.");
        using System.IO.Pipes.AnonymousPipeServerStream pipe = new();
        // What bash names for <(command).
        Assert.That(AudioSource.FromFile($"/dev/fd/{pipe.SafePipeHandle.DangerousGetHandle()}").IsRepeatable, Is.False);
    }
}
