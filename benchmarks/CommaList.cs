using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Speech.Sdk.Benchmarks;

/// <summary>Options that take several values, with commas between.</summary>
internal static class CommaList
{
    private const int MostOfAnything = 10_000;

    /// <summary>Some of a few names.</summary>
    public static Option<string[]> Names(string option, string description, IReadOnlyList<string> known, params string[] defaults) => new(option)
    {
        Description = $"{description} With commas between: {string.Join(", ", known)}.", HelpName = "NAMES", DefaultValueFactory = _ => defaults,
        CustomParser = argument => Parse(argument, text => text, known.Contains, $"one or more of {string.Join(", ", known)}"),
    };

    /// <summary>Whole numbers above 0.</summary>
    public static Option<int[]> Numbers(string option, string description, params int[] defaults) => new(option)
    {
        Description = $"{description} With commas between.", HelpName = "NUMBERS", DefaultValueFactory = _ => defaults,
        CustomParser = argument => Parse(
            argument, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0, number => number is > 0 and <= MostOfAnything, $"whole numbers from 1 to {MostOfAnything}"),
    };

    /// <summary>The values of an option, each once and in the order in which they were given; what is none of them becomes an error of the command line.</summary>
    /// <param name="argument">What was given.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="holds">Whether it may be given.</param>
    /// <param name="expected">What may, for the error.</param>
    public static T[] Parse<T>(ArgumentResult argument, Func<string, T> read, Predicate<T> holds, string expected)
    {
        List<T> values = [];
        foreach (string text in argument.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (read(text) is var value && holds(value))
                values.Add(value);
            else
                argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} holds '{text}'; expected {expected}, with commas between.");
        }

        return [.. values.Distinct()];
    }
}
