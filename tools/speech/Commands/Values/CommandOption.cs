using System.CommandLine;
using System.CommandLine.Parsing;

namespace Speech.Cli.Commands.Values;

/// <summary>Options whose values read the same in every culture, with errors that name the option and what it expected.</summary>
internal static class CommandOption
{
    /// <summary>Reads one value of a list.</summary>
    public delegate bool Reader<T>(string text, out T value);

    public static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value, Validators = { result => RejectEmpty(result, name) } };

    /// <summary>A folder that has to be given.</summary>
    public static Argument<string> Folder(string name, string description) =>
        new(name) { Description = description, Validators = { result => RejectEmpty(result, name) } };

    public static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };

    /// <summary>One of the values, whatever their case.</summary>
    public static Option<string?> Choice(string name, string description, string[] values, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = string.Join('|', values), CustomParser = result => ReadChoice(result, values) };

    /// <summary>One or more of the values, whatever their case, with commas between.</summary>
    public static Option<IReadOnlyList<string>?> Choices(string name, string description, string[] values, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = $"{string.Join('|', values)},…",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => ReadList<string>(result, (text, out found) => FindChoice(text, values, out found), OneOf(values)),
        };

    /// <summary>Read with <see cref="IsOn"/>; the parser would not take <c>on</c> for a truth value.</summary>
    public static Option<string?> Switch(string name, string description) => Choice(name, description, ["on", "off"]);

    public static Option<int?> Whole(string name, string description) => new(name)
    {
        Description = description, HelpName = "N", CustomParser = result => ReadOne<int>(result, NumberText.TryWhole, "a whole number"),
    };

    public static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description, HelpName = "X", CustomParser = result => ReadOne<double>(result, NumberText.TryNumber, "a number such as 0.6"),
    };

    public static Option<Threshold?> Threshold(string name, string description) => new(name)
    {
        Description = description, HelpName = "X|none", CustomParser = result => ReadOne<Threshold>(result, Values.Threshold.TryRead, "a number such as 0.6, or none"),
    };

    public static Option<TimeSpan?> Seconds(string name, string description) => new(name)
    {
        Description = description, HelpName = "SECONDS", CustomParser = result => ReadOne<TimeSpan>(result, NumberText.TrySeconds, "seconds such as 0.5"),
    };

    /// <summary>One or more values with commas between.</summary>
    public static Option<IReadOnlyList<T>?> List<T>(string name, string value, string description, Reader<T> read, string expected) =>
        new(name)
        {
            Description = description, HelpName = value, Arity = ArgumentArity.ExactlyOne, CustomParser = result => ReadList(result, read, expected),
        };

    public static bool? IsOn(this ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } choice ? choice == "on" : null;

    /// <summary>Whether the user wrote the option, whatever its value.</summary>
    public static bool Holds(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    public static void Reject(this ArgumentResult result, string expected) =>
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}: '{result.Tokens[0].Value}' was given; expected {expected}.");

    private static void RejectEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name}: an empty value was given; expected one, or leave it out.");
    }

    private static T? ReadOne<T>(ArgumentResult result, Reader<T> read, string expected)
        where T : struct
    {
        if (read(result.Tokens[0].Value, out T value))
            return value;
        result.Reject(expected);
        return null;
    }

    public static List<T>? ReadList<T>(ArgumentResult result, Reader<T> read, string expected)
    {
        List<T> values = [];
        foreach (string text in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!read(text, out T value))
            {
                result.Reject(expected);
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    private static string? ReadChoice(ArgumentResult result, string[] values)
    {
        if (FindChoice(result.Tokens[0].Value, values, out string choice))
            return choice;
        result.Reject(OneOf(values));
        return null;
    }

    private static bool FindChoice(string text, string[] values, out string choice)
    {
        choice = values.FirstOrDefault(value => value.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? "";
        return choice.Length > 0;
    }

    private static string OneOf(string[] values) => $"{string.Join(", ", values[..^1])} or {values[^1]}";
}
