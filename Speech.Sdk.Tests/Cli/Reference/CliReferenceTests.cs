using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli.Reference;

/// <summary>
/// docs/cli-reference.md is what the commands say of themselves. A change there is seen in review; <c>SPEECH_ACCEPT_CLI=1</c> before
/// <c>dotnet test --filter CliReference</c> writes the page anew.
/// </summary>
// The words of System.CommandLine are those of the machine's language.
[SetUICulture("")]
public sealed class CliReferenceTests
{
    private const string Accept = "SPEECH_ACCEPT_CLI";

    public static IEnumerable<string> Commands() => ReferencePage.Speech().Select(command => command.Path);

    [Test]
    public void Page_OfTheCommands_IsThatOfTheFile()
    {
        string path = Repository.Path("docs/cli-reference.md");
        string actual = ReferencePage.Create();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, actual);
        Assert.That(actual, Is.EqualTo(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : ""),
            $"The command line has changed. If that is meant, run this test with {Accept}=1 and commit docs/cli-reference.md.");
    }

    [TestCaseSource(nameof(Commands))]
    public async Task Reference_OfACommand_TellsWhatItsHelpTells(string path)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync([.. path.Split(' ').Skip(1), "--help"]), Is.Zero);
        CommandReference command = ReferencePage.Speech().Single(command => command.Path == path);
        string help = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.That(help, Does.Contain(command.Usage["speech".Length..]));
        foreach (string name in command.Command.Options.Select(option => option.Name).Concat(command.Command.Subcommands.Select(below => below.Name)))
            Assert.That(help, Does.Contain(name));
    }
}
