using System.CommandLine;
using System.CommandLine.Parsing;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>The recordings that a command takes: paths, patterns and once <c>-</c>.</summary>
internal sealed class FileArguments
{
    public Argument<string[]> Argument { get; } = new("FILE")
    {
        Description = "Recordings: paths, patterns (*, **), or - for standard input.", Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>For the command's validators.</summary>
    public void Check(CommandResult result)
    {
        if (result.GetResult(Argument)?.Tokens.Count(token => token.Value == "-") > 1)
            result.AddError("'-' was given more than once; standard input can be read only once.");
    }

    /// <summary>What was given.</summary>
    /// <exception cref="InvalidOptionException">One of them looks like an option.</exception>
    public string[] Read(ParseResult parsed)
    {
        RejectOptions(parsed, Argument);
        return parsed.GetRequiredValue(Argument);
    }

    /// <summary>The parser takes an option that it does not know for a file; only what follows "--" is meant so.</summary>
    /// <exception cref="InvalidOptionException">A value looks like an option.</exception>
    public static void RejectOptions(ParseResult parsed, Argument argument)
    {
        IEnumerable<Token> options = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash);
        HashSet<Token> beforeSeparator = new(options, ReferenceEqualityComparer.Instance);
        string? unknown = parsed.GetResult(argument)?.Tokens.FirstOrDefault(token => token.Value is ['-', _, ..] && beforeSeparator.Contains(token))?.Value;
        if (unknown is not null)
            throw new InvalidOptionException($"'{unknown}' is not an option of '{CommandLine.PathOf(parsed.CommandResult)}'; for a file of that name write './{unknown}'.");
    }
}
