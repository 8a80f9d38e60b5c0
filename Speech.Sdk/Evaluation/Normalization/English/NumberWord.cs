using System.Collections.Frozen;
using System.Numerics;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>A word that may be part of a number. The vocabulary is that of openai-whisper, which lacks "ninth" and knows "nineth".</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Value">Its value; of a repetition how often.</param>
/// <param name="Symbol">What is written before or behind the number for it.</param>
internal readonly record struct NumberWord(NumberKind Kind, BigInteger Value = default, string Symbol = "")
{
    private static readonly string[] Ones =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] Thousands =
    [
        "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion", "octillion", "nonillion", "decillion",
    ];

    private static readonly FrozenDictionary<string, NumberWord>.AlternateLookup<ReadOnlySpan<char>> Vocabulary =
        AllWords().ToFrozenDictionary(entry => entry.Word, entry => entry.Meaning).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it can stand behind a decimal point.</summary>
    public bool IsDecimal => Kind is NumberKind.Zero or NumberKind.One or NumberKind.Ten;

    /// <summary>The meaning of a word in lower case; of kind <see cref="NumberKind.None"/> where it has none.</summary>
    public static NumberWord Of(ReadOnlySpan<char> word) => Vocabulary.TryGetValue(word, out NumberWord meaning) ? meaning : default;

    private static IEnumerable<(string Word, NumberWord Meaning)> AllWords() =>
    [
        .. Same(["o", "oh", "zero"], new(NumberKind.Zero)),
        .. Ones.SelectMany((word, index) => OneWords(word, index + 1)),
        ("zeroth", new(NumberKind.OneSuffixed, 0, "th")),
        .. Tens.SelectMany((word, index) => TenWords(word, 10 * (index + 2))),
        .. MultiplierWords("hundred", 100),
        .. Thousands.SelectMany((word, index) => MultiplierWords(word, BigInteger.Pow(1000, index + 1))),
        .. Same(["minus", "negative"], new(NumberKind.Sign, Symbol: "-")),
        .. Same(["plus", "positive"], new(NumberKind.Sign, Symbol: "+")),
        .. Same(["pound", "pounds"], new(NumberKind.Currency, Symbol: "£")),
        .. Same(["euro", "euros"], new(NumberKind.Currency, Symbol: "€")),
        .. Same(["dollar", "dollars"], new(NumberKind.Currency, Symbol: "$")),
        .. Same(["cent", "cents"], new(NumberKind.Currency, Symbol: "¢")),
        ("percent", new(NumberKind.Percent, Symbol: "%")),
        ("per", new(NumberKind.Per, Symbol: "%")),
        ("and", new(NumberKind.And)),
        ("double", new(NumberKind.Repeat, 2)),
        ("triple", new(NumberKind.Repeat, 3)),
        ("point", new(NumberKind.Point)),
    ];

    private static IEnumerable<(string Word, NumberWord Meaning)> OneWords(string word, int value)
    {
        (string ordinal, string suffix) = value switch
        {
            1 => ("first", "st"),
            2 => ("second", "nd"),
            3 => ("third", "rd"),
            5 => ("fifth", "th"),
            12 => ("twelfth", "th"),
            _ => (word + (word.EndsWith('t') ? "h" : "th"), "th"),
        };
        yield return (word, new(NumberKind.One, value));
        yield return (word == "six" ? "sixes" : word + "s", new(NumberKind.OneSuffixed, value, "s"));
        yield return (ordinal, new(NumberKind.OneSuffixed, value, suffix));
    }

    private static IEnumerable<(string Word, NumberWord Meaning)> TenWords(string word, int value) =>
    [
        (word, new(NumberKind.Ten, value)),
        (word.Replace("y", "ies", StringComparison.Ordinal), new(NumberKind.TenSuffixed, value, "s")),
        (word.Replace("y", "ieth", StringComparison.Ordinal), new(NumberKind.TenSuffixed, value, "th")),
    ];

    private static IEnumerable<(string Word, NumberWord Meaning)> MultiplierWords(string word, BigInteger value) =>
    [
        (word, new(NumberKind.Multiplier, value)),
        (word + "s", new(NumberKind.MultiplierSuffixed, value, "s")),
        (word + "th", new(NumberKind.MultiplierSuffixed, value, "th")),
    ];

    private static IEnumerable<(string Word, NumberWord Meaning)> Same(string[] words, NumberWord meaning) => words.Select(word => (word, meaning));
}
