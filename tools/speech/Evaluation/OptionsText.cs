using System.CommandLine;
using System.Security.Cryptography;
using Speech.Cli.Commands.Values;

namespace Speech.Cli.Evaluation;

/// <summary>Options as they were given, to be told and compared: a file that one names is told by what it holds too.</summary>
internal static class OptionsText
{
    private const int HashLength = 12;

    public static string Of(ParseResult parsed, IEnumerable<Option> options) => string.Join(' ', options
        .Where(parsed.Holds)
        .Select(option => string.Join(' ', parsed.GetResult(option)!.Tokens.Select(token => Value(token.Value)).Prepend(option.Name))));

    private static string Value(string given)
    {
        if (!File.Exists(given))
            return given;
        using FileStream file = File.OpenRead(given);
        return $"{given} (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))[..HashLength]})";
    }
}
