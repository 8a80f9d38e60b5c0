using System.CommandLine;
using System.CommandLine.Parsing;
using Speech.Cli;
using Speech.Cli.Terminal;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Docs;

/// <summary>Every call of the command line on a page is one that it understands.</summary>
[TestFixture]
public sealed class CommandTests
{
    private static readonly RootCommand Root = CommandLine.CreateRoot(new CliRun().Environment, new ErrorLines(TextWriter.Null, showTraces: false));

    [TestCaseSource(typeof(LinkTests), nameof(LinkTests.Pages))]
    public void Commands_OfAPage_AreUnderstood(string page) => Assert.That(
        MarkdownCommands.Of(page).SelectMany(command => Problems(command.Arguments).Select(problem => $"{command.Line}\n  {problem}")),
        Is.Empty);

    [Test]
    public void Commands_OfThePages_AreFound()
    {
        Assert.That(MarkdownCommands.Of("README.md").Select(command => string.Join(' ', command.Arguments)), Has.Some.EqualTo("transcribe - --language de"));
        Assert.That(LinkTests.Pages().Sum(page => MarkdownCommands.Of(page).Count()), Is.GreaterThan(60));
        Assert.That(Problems(["transcribe", "a.wav", "--no-such-option"]), Is.Not.Empty);
        Assert.That(Problems(["transcribe", "a.wav", "--beam-size", "many"]), Is.Not.Empty);
    }

    private static IEnumerable<string> Problems(string[] arguments)
    {
        ParseResult parsed = Root.Parse(arguments);

        // Files may have any name, so that an option which is none is taken for one; commands refuse those later.
        return parsed.Errors.Select(error => error.Message).Concat(parsed.Tokens
            .Where(token => token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-' && !char.IsAsciiDigit(token.Value[1]))
            .Select(token => $"{token.Value} is no option"));
    }
}
