using System.Text.RegularExpressions;

namespace Speech.Sdk.Models.Whisper.Decoding;

/// <summary>Finds the text tokens that a regular expression matches, and remembers the latest pattern's.</summary>
internal sealed class TokenPattern(WhisperTokenizer tokenizer)
{
    private Found? _latest;

    /// <summary>The ids, ascending, of the tokens whose text, a leading space included, holds a match.</summary>
    /// <exception cref="InvalidOptionException">The pattern is no regular expression, or matches every token.</exception>
    public IReadOnlyList<int> Find(string pattern)
    {
        if (_latest is { } latest && latest.Pattern == pattern)
            return latest.Tokens;
        // Linear in the text whatever the pattern is, so that none can hang.
        Regex regex = Parse(pattern);
        int count = tokenizer.Special.EndOfText;
        int[] tokens = [.. Enumerable.Range(0, count).Where(token => regex.IsMatch(tokenizer.Decode([token])))];
        if (tokens.Length == count)
            throw new InvalidOptionException($"SuppressPattern '{pattern}' matches every token; expected a pattern that leaves text to write.");
        _latest = new Found(pattern, tokens);
        return tokens;
    }

    private static Regex Parse(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InvalidOptionException($"SuppressPattern '{pattern}' cannot be used ({e.Message}); expected a .NET regular expression without lookaround and back-references.", e);
        }
    }

    private sealed record Found(string Pattern, IReadOnlyList<int> Tokens);
}
