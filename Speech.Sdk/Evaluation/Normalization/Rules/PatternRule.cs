using System.Text.RegularExpressions;

namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>Replaces what a regular expression matches. The time is linear in the text where the pattern allows it, and limited where it does not.</summary>
internal sealed class PatternRule : ITextRule
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Regex _regex;
    private readonly string _replacement;
    private readonly string _place;

    /// <param name="pattern">In .NET's syntax.</param>
    /// <param name="replacement">With <c>$1</c> and <c>${name}</c> for groups and <c>$$</c> for a dollar.</param>
    /// <param name="place">The file and line, for errors.</param>
    /// <exception cref="ArgumentException">The pattern or the replacement is none.</exception>
    public PatternRule(string pattern, string replacement, string place)
    {
        _regex = Compile(pattern);
        // A replacement is read when it is first used, which would be in the middle of an evaluation.
        _ = _regex.Replace("", replacement);
        _replacement = replacement;
        _place = place;
    }

    public string Apply(string text, string? language)
    {
        try
        {
            return _regex.Replace(text, _replacement);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new SpeechException(
                $"{_place}: the pattern /{_regex}/ took more than {Limit.TotalSeconds} s over a text of {text.Length} characters; write it without nested repetition, look-around and back-references.",
                exception);
        }
    }

    private static Regex Compile(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need an engine that may try exponentially many ways.
            return new Regex(pattern, Options, Limit);
        }
    }
}
