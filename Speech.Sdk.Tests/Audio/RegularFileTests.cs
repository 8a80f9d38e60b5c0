using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

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
        if (OperatingSystem.IsWindows() && name is not ("file" or "empty" or "deleted"))
            Assert.Ignore("Needs mkfifo, links that anybody may make, or /dev/null.");
        using TemporaryFolder folder = new("file");
        File.WriteAllBytes(folder["empty"], []);
        if (name.EndsWith("pipe", StringComparison.Ordinal))
            Assert.That((await ChildProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]))).ExitCode, Is.Zero);
        if (name.StartsWith("link to ", StringComparison.Ordinal))
            File.CreateSymbolicLink(folder[name], folder[name["link to ".Length..]]);
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
