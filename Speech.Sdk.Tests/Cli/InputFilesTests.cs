using System.Diagnostics;
using Speech.Cli.Inputs;
using Speech.Cli.Terminal;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

public sealed class InputFilesTests
{
    // ERROR_PRIVILEGE_NOT_HELD, which is what Windows says to others than administrators.
    private const int PrivilegeNotHeld = unchecked((int)0x80070522);

    [TestCase("*.wav", "a.wav b.wav")]
    [TestCase("**/*.wav", "a.wav b.wav deep/c.wav deep/er/d.wav")]
    [TestCase("deep/*.wav", "deep/c.wav")]
    [TestCase("deep/**/*", "deep/c.wav deep/er/d.wav")]
    [TestCase("*", "a.wav b.wav e.mp3")]
    [TestCase("d*/er/*", "deep/er/d.wav")]
    public void Expand_Pattern_MatchesInOrder(string pattern, string expected)
    {
        using TemporaryFolder folder = new("b.wav", "a.wav", "e.mp3", "deep/c.wav", "deep/er/d.wav");
        (List<InputFile> inputs, string errors) = Expand(folder[pattern]);
        Assert.That(inputs.Select(input => Path.GetRelativePath(folder.Root, input.Name).Replace('\\', '/')), Is.EqualTo(expected.Split(' ')));
        Assert.That(errors, Is.Empty);
    }

    [TestCase("a b c", 9, "a b c")]
    [TestCase("a b c d e", 2, "a b|c d|e")]
    [TestCase("a b - c d", 9, "a b|-|c d", TestName = "Together_StandardInput_Alone")]
    [TestCase("-", 9, "-")]
    [TestCase("a empty deleted b", 9, "a empty deleted b", TestName = "Together_EmptyOrDeletedFile_IsNoPipe")]
    public void Together(string files, int most, string expected)
    {
        using TemporaryFolder folder = new("a", "b", "c", "d", "e");
        File.WriteAllBytes(folder["empty"], []);
        Assert.That(Grouped(folder, files, most), Is.EqualTo(expected));
    }

    [TestCase("- a pipe b c", 2, "-|a|pipe|b c")]
    [TestCase("a link b", 9, "a|link|b")]
    public async Task Together_NamedPipe_Alone(string files, int most, string expected)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs mkfifo.");
        using TemporaryFolder folder = new("a", "b", "c");
        await ChildProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        File.CreateSymbolicLink(folder["link"], folder["pipe"]);
        Assert.That(Grouped(folder, files, most), Is.EqualTo(expected));
    }

    [Test]
    public void Expand_LinkToAFolderAbove_FindsEachFileOnce()
    {
        using TemporaryFolder folder = new("a.wav", "deep/b.wav");
        try
        {
            Directory.CreateSymbolicLink(folder["deep/above"], folder.Root);
        }
        catch (Exception exception) when (OperatingSystem.IsWindows() && exception.HResult == PrivilegeNotHeld)
        {
            Assert.Ignore("Windows allows links to administrators only.");
        }

        Assert.That(Expand(folder["**/*.wav"]).Inputs.Select(input => input.Name), Is.EqualTo(new[] { folder["a.wav"], folder["deep/b.wav"] }));
    }

    [TestCase("*.flac", "no file matches")]
    [TestCase("nowhere/*.wav", "no file matches")]
    [TestCase("c.wav", "there is no such file")]
    [TestCase("", "folder")]
    public void Expand_Nothing_SaysSo(string argument, string expected)
    {
        using TemporaryFolder folder = new("a.wav");
        (List<InputFile> inputs, string errors) = Expand(folder[argument]);
        Assert.That(inputs, Is.Empty);
        Assert.That(errors, Does.StartWith($"error: {folder[argument]}: ").And.Contain(expected));
    }

    [Test]
    public void Expand_FileWithAStarInItsName_IsThatFile()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no such names.");
        using TemporaryFolder folder = new("a*.wav", "ab.wav");
        Assert.That(Expand(folder["a*.wav"]).Inputs.Select(input => input.Name), Is.EqualTo(new[] { folder["a*.wav"] }));
    }

    private static (List<InputFile> Inputs, string Errors) Expand(string argument)
    {
        StringWriter errors = new();
        return (InputFiles.Expand([argument], new ErrorLines(errors, showTraces: false)), errors.ToString());
    }

    private static string Grouped(TemporaryFolder folder, string files, int most)
    {
        IEnumerable<InputFile[]> calls = InputFiles.Together(files.Split(' ').Select(file => new InputFile(file == "-" ? file : folder[file])), most);
        return string.Join('|', calls.Select(call => string.Join(' ', call.Select(file => Path.GetFileName(file.Name)))));
    }
}
