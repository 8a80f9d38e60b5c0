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
    public static IEnumerable<string> Commands() => ReferencePage.Speech().Select(command => command.Path);

    [Test]
    public void Page_OfTheCommands_IsThatOfTheFile() => AcceptedFile.AssertSays("docs/cli-reference.md", ReferencePage.Create(), "SPEECH_ACCEPT_CLI", "The command line");

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
