using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Speech.Cli.Commands;

/// <summary>Options whose values read the same in every culture, with errors that name the option and what it expected.</summary>
internal static class CommandOption
{
    public static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value, Validators = { result => RejectEmpty(result, name) } };

    /// <summary>A folder that has to be given.</summary>
    public static Argument<string> Folder(string name, string description) =>
        new(name) { Description = description, Validators = { result => RejectEmpty(result, name) } };

    /// <summary>One of the values, whatever their case.</summary>
    public static Option<string?> Choice(string name, string description, string[] values, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = string.Join('|', values), CustomParser = result => ReadChoice(result, values) };

    public static Option<int?> Whole(string name, string description) =>
        new(name) { Description = description, HelpName = "N", CustomParser = ReadWhole };

    public static Option<double?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "X", CustomParser = ReadNumber };

    private static void RejectEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name}: an empty value was given; expected one, or leave it out.");
    }

    private static string? ReadChoice(ArgumentResult result, string[] values)
    {
        string? found = values.FirstOrDefault(value => value.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            Reject(result, $"{string.Join(", ", values[..^1])} or {values[^1]}");
        return found;
    }

    private static int? ReadWhole(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
            return value;
        Reject(result, "a whole number");
        return null;
    }

    private static double? ReadNumber(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return value;
        Reject(result, "a number such as 0.6");
        return null;
    }

    private static void Reject(ArgumentResult result, string expected) =>
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}: '{result.Tokens[0].Value}' was given; expected {expected}.");
}
