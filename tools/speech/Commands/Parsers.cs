using System.CommandLine.Parsing;
using System.Globalization;

namespace Speech.Cli.Commands;

/// <summary>Option values, the same in every culture, with errors that name the option and what it expected.</summary>
internal static class Parsers
{
    public static int? Whole(ArgumentResult result) =>
        int.TryParse(Value(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : Fail<int>(result, "a whole number");

    public static double? Number(ArgumentResult result) =>
        double.TryParse(Value(result), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : Fail<double>(result, "a number such as 0.6");

    /// <summary>One of the names, whatever their case.</summary>
    public static Func<ArgumentResult, string?> OneOf(params string[] names) => result =>
    {
        string given = Value(result);
        string? found = names.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            result.AddError($"{Option(result)}: '{given}' was given; expected {string.Join(", ", names[..^1])} or {names[^1]}.");
        return found;
    };

    private static T? Fail<T>(ArgumentResult result, string expected)
        where T : struct
    {
        result.AddError($"{Option(result)}: '{Value(result)}' was given; expected {expected}.");
        return null;
    }

    private static string Value(ArgumentResult result) => result.Tokens[0].Value;

    private static string Option(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
