using System.Text.RegularExpressions;
using Speech.Cli.Commands;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

public sealed partial class HelpTests
{
    [Test]
    public async Task Transcribe_Help_EveryOptionUnderItsHeading()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", "--help"), Is.Zero);
        Assert.That(HelpEntry().Matches(run.Output).Select(match => match.Groups["entry"].Value), Is.EqualTo(Entries().Append("--help")));
        Assert.That(run.Output, Does.Contain("\n\nExamples:\n").And.Not.Contain("Options:"));
    }

    [Test]
    public void Documentation_Tables_HoldEveryOptionInTheOrderOfTheHelp()
    {
        string page = File.ReadAllText(Repository.Path("docs/cli.md")).ReplaceLineEndings("\n").Split("### Long recordings")[0];
        Assert.That(PageEntry().Matches(page).Select(match => match.Groups["entry"].Value), Is.EqualTo(Entries()));
    }

    [Test]
    public async Task Listen_Help_NoOptionOfRecordings()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("listen", "--help"), Is.Zero);
        Assert.That(run.Output, Does.Contain("\n\nLive audio:\n  --source").And.Contain("\n\nVoice activity:\n").And.Contain("Ctrl-C ends it"));
        Assert.That(run.Output, Does.Not.Contain("--range").And.Not.Contain("--stream").And.Not.Contain("--output").And.Not.Contain("--window"));
        Assert.That(run.Output, Does.Contain("--format <txt|jsonl>"));
    }

    [Test]
    public async Task Convert_Help_PlainList()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("convert", "--help"), Is.Zero);
        Assert.That(run.Output, Does.Contain("Options:\n  --precision").And.Contain("Examples:"));
    }

    [TestCase("align")]
    [TestCase("classify")]
    [TestCase("embed")]
    [TestCase("verify")]
    [TestCase("languages")]
    [TestCase("pull")]
    [TestCase("convert")]
    public Task Documentation_OtherCommands_HoldEveryOptionOfTheHelp(string command) => AssertDocumentedAsync(command);

    [TestCase("evaluate", "transcribe FILE")]
    [TestCase("evaluate merge", "evaluate INPUT")]
    public Task Documentation_CommandsThatShareOptions_HoldEveryOptionOfTheHelpOrNameItsPlace(string command, string shared) => AssertDocumentedAsync(command, shared);

    [Test]
    public async Task Documentation_Listen_HoldsEveryOptionOfTheHelpAndNoOther()
    {
        IReadOnlyList<string> options = await OptionsAsync("listen");
        string transcribe = Section("transcribe FILE");
        Assert.That(options.Where(option => !transcribe.Contains($"`{option}`", StringComparison.Ordinal)), Is.Empty);
        string[] own = Rows(transcribe.Split("\n### Live audio\n")[1].Split("\n### ")[0]);
        Assert.That(own, Is.Not.Empty.And.SubsetOf(options));
    }

    [Test]
    public async Task Help_CommandBelowAnother_ListsItsOwnArgumentsAlone()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("evaluate", "merge", "--help"), Is.Zero);
        Assert.That(run.Output, Does.Contain("evaluate merge <DIR>...").And.Not.Contain("INPUT"));
    }

    private static async Task AssertDocumentedAsync(params string[] commands)
    {
        IReadOnlyList<string> options = await OptionsAsync(commands[0]);
        string section = string.Concat(commands.Select(Section));
        Assert.That(options.Where(option => !section.Contains($"`{option}`", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Rows(Section(commands[0])), Is.SubsetOf(options));
    }

    private static async Task<IReadOnlyList<string>> OptionsAsync(string command)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync([.. command.Split(' '), "--help"]), Is.Zero);
        return [.. HelpEntry().Matches(run.Output).Select(match => match.Groups["entry"].Value).Where(IsOption).Except(["--help"])];
    }

    private static string Section(string command) => File.ReadAllText(Repository.Path("docs/cli.md")).ReplaceLineEndings("\n").Split($"\n## speech {command}")[1].Split("\n## ")[0];

    /// <summary>The options that have a row of their own.</summary>
    private static string[] Rows(string page) => [.. PageEntry().Matches(page).Select(match => match.Groups["entry"].Value).Where(IsOption)];

    private static bool IsOption(string entry) => entry.StartsWith("--", StringComparison.Ordinal);

    private static List<string> Entries() =>
        [.. new TranscribeCommand().Groups.SelectMany(group => group.Options.Select(option => option.Name).Prepend(group.Title))];

    [GeneratedRegex(@"^((?!Description|Usage|Arguments|Examples)(?<entry>\w[\w ]*):$|  (-\w, |-\?, -h, )?(?<entry>--[a-z-]+))", RegexOptions.Multiline)]
    private static partial Regex HelpEntry();

    [GeneratedRegex(@"^(#### (?<entry>.+)$|\| `(?<entry>--[a-z-]+)`)", RegexOptions.Multiline)]
    private static partial Regex PageEntry();
}
