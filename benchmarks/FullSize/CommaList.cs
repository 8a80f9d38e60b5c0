using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Speech.Sdk.Benchmarks.FullSize;

/// <summary>Options that take several values, with commas between.</summary>
internal static class CommaList
{
    private const int MostOfAnything = 10_000;

    /// <summary>Some of a few names.</summary>
    public static Option<string[]> Names(string option, string description, IReadOnlyList<string> known, params string[] defaults) => new(option)
    {
        Description = $"{description} With commas between: {string.Join(", ", known)}.", HelpName = "NAMES", DefaultValueFactory = _ => defaults,
        CustomParser = argument => Parse(argument, text => known.Contains(text) ? text : null, $"one or more of {string.Join(", ", known)}"),
    };

    /// <summary>Whole numbers above 0.</summary>
    public static Option<int[]> Numbers(string option, string description, params int[] defaults) => new(option)
    {
        Description = $"{description} With commas between.", HelpName = "NUMBERS", DefaultValueFactory = _ => defaults,
        CustomParser = argument => [.. Parse(argument, text => IsNumber(text) ? text : null, $"whole numbers from 1 to {MostOfAnything}").Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
    };

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= MostOfAnything;

    private static string[] Parse(ArgumentResult argument, Func<string, string?> read, string expected)
    {
        List<string> values = [];
        foreach (string text in argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (read(text) is { } value)
                values.Add(value);
            else
                argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} holds '{text}'; expected {expected}, with commas between.");
        }

        return [.. values.Distinct()];
    }
}
