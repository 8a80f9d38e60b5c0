using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.RegularExpressions;
using Speech.Cli.Commands;

namespace Speech.Sdk.Tests.Cli.Reference;

/// <summary>What the reference tells of a command, in Markdown.</summary>
/// <param name="Path">The command as it is written, for example <c>speech models list</c>.</param>
/// <param name="Command">The command.</param>
/// <param name="Notes">What its help ends in: examples, then paragraphs; null: nothing.</param>
internal sealed partial record CommandReference(string Path, Command Command, string? Notes)
{
    /// <summary>A program's commands in the order of the help, each before those below it.</summary>
    /// <param name="path">The program's name.</param>
    /// <param name="command">Its root.</param>
    /// <param name="notes">What a command's help ends in.</param>
    public static IEnumerable<CommandReference> Of(string path, Command command, Func<Command, string?> notes) =>
        command.Subcommands.SelectMany(below => Of($"{path} {below.Name}", below, notes)).Prepend(new(path, command, notes(command)));

    /// <summary>How it is called, as the help has it.</summary>
    public string Usage => string.Join(' ', [Path, .. Command.Arguments.Select(Written), .. Command.Subcommands.Count > 0 ? ["[command]"] : Array.Empty<string>(), "[options]"]);

    public IEnumerable<string> Paragraphs() =>
    [
        $"## {Path}", Command.Description!, $"Usage: `{Usage}`", .. Subcommands(), .. Arguments(), .. Options(), .. Ending(),
    ];

    private IEnumerable<string> Subcommands() => Table(
        ["command", "what"], Command.Subcommands.Select(below => (string[])[$"[`{Path} {below.Name}`](#{Path.Replace(' ', '-')}-{below.Name})", Text(below.Description)]));

    private IEnumerable<string> Arguments() => Table(["argument", "what"], Command.Arguments.Select(argument => (string[])[Code(argument.Name), Text(argument.Description)]));

    private IEnumerable<string> Options()
    {
        if (Command is not GroupedCommand grouped)
            return [.. Table(Command.Options), .. Inherited().Select(option => $"`{option.Name}` goes with every command below, too.")];
        return grouped.Groups.Select(group => (group.Title, Options: group.Options.Where(Command.Options.Contains))).SelectMany(group => Table(group.Options).Prepend($"### {group.Title}"));
    }

    private IEnumerable<Option> Inherited() => Command.Subcommands.Count > 0 ? Command.Options.Where(option => option.Recursive) : [];

    private static IEnumerable<string> Table(IEnumerable<Option> options) => Table(["option", "value", "what", "default"], options.Select(Row));

    private static string[] Row(Option option)
    {
        Match description = DescriptionThenDefault().Match(option.Description!);
        string standard = option.Required ? "required" : description.Groups["default"].Value;
        if (standard.Length == 0 && option.HasDefaultValue && option.GetDefaultValue() is string value)
            standard = value;
        return [string.Join(", ", Names(option).Select(Code)), Code(Value(option)), Text(description.Groups["what"].Value), Text(standard)];
    }

    // Windows' own way of writing options, which the help does not tell either.
    private static IEnumerable<string> Names(Option option) => option.Aliases.Where(alias => alias[0] != '/').Order(StringComparer.Ordinal).Prepend(option.Name);

    /// <summary>What follows the option; empty where nothing does.</summary>
    private static string Value(Option option)
    {
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool))
            return "";
        string[] allowed = [.. option.GetCompletions(CompletionContext.Empty).Select(completion => completion.Label)];
        return option.HelpName ?? (allowed.Length > 0 ? string.Join('|', allowed) : option.Name.TrimStart('-'));
    }

    private IEnumerable<string> Ending()
    {
        string[] parts = Notes?.ReplaceLineEndings("\n").Split("\n\n") ?? [];
        return parts.Select(part => part.StartsWith("Examples:\n", StringComparison.Ordinal)
            ? $"Examples:\n\n```\n{string.Join('\n', part.Split('\n').Skip(1).Select(line => line.Trim()))}\n```"
            : part.Replace('\n', ' '));
    }

    private static string Written(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? $"<{argument.Name}>..." : $"<{argument.Name}>";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static IEnumerable<string> Table(string[] head, IEnumerable<string[]> rows)
    {
        string[][] cells = [.. rows];
        return cells.Length == 0 ? [] : [string.Join('\n', [Line(head), $"|{string.Concat(head.Select(_ => "---|"))}", .. cells.Select(Line)])];
    }

    private static string Line(string[] cells) => string.Concat(cells.Select(cell => cell.Length > 0 ? $"| {cell} " : "| ")) + "|";

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text.Replace("|", @"\|", StringComparison.Ordinal)}`";

    private static string Text(string? text) => Marked().Replace(text!, @"\$0");

    [GeneratedRegex(@"^(?<what>.*?)( \[default(: | )(?<default>.+)\])?$")]
    private static partial Regex DescriptionThenDefault();

    // What Markdown would take for its own.
    [GeneratedRegex(@"[*<|\\`]")]
    private static partial Regex Marked();
}
