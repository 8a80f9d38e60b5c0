using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Speech.Cli;
using Speech.Cli.Commands;
using Speech.Cli.Terminal;
using Speech.Sdk.Export;

namespace Speech.Sdk.Tests.Cli.Reference;

/// <summary>docs/cli-reference.md, made of the commands themselves; it says the same on every machine.</summary>
internal static class ReferencePage
{
    private const string Head = """
        # Command line reference

        Every command with its arguments and options, as `--help` tells of them; [cli.md](cli.md) explains them. This page is made from the commands:
        `SPEECH_ACCEPT_CLI=1` before `dotnet test --filter CliReference` writes it anew.
        """;

    private const string ExitCodes = """
        ## Exit codes

        What `speech` ends with, whatever the command.
        """;

    /// <summary>The commands of <c>speech</c>.</summary>
    public static IReadOnlyList<CommandReference> Speech() => [.. CommandReference.Of(
        "speech", CommandLine.CreateRoot(new CliRun().Environment, new ErrorLines(TextWriter.Null, showTraces: false)), HelpWithExamples.NotesOf)];

    public static string Create()
    {
        IEnumerable<CommandReference> exporter = CommandReference.Of("export-onnx", ExportCommand.Create(TextWriter.Null), _ => null);
        string[] paragraphs = [Head, .. Speech().SelectMany(command => command.Paragraphs()), ExitCodes, CodeTable(), .. exporter.SelectMany(command => command.Paragraphs())];
        return string.Join("\n\n", paragraphs).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>The codes and what the code's own comments say of them.</summary>
    private static string CodeTable()
    {
        XElement comments = XElement.Load(Path.ChangeExtension(typeof(ExitCode).Assembly.Location, ".xml"));
        IEnumerable<string> rows = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(code => (Number: (int)code.GetRawConstantValue()!, Meaning: SummaryOf(code, comments))).OrderBy(code => code.Number)
            .Select(code => string.Create(CultureInfo.InvariantCulture, $"| {code.Number} | {code.Meaning} |"));
        return string.Join('\n', rows.Prepend("| code | meaning |\n|---|---|"));
    }

    private static string SummaryOf(FieldInfo field, XElement comments) => comments.Descendants("member")
        .Single(member => (string?)member.Attribute("name") == $"F:{field.DeclaringType!.FullName}.{field.Name}").Element("summary")!.Value.Trim();
}
