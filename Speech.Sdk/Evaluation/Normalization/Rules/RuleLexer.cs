using System.Globalization;
using System.Text;

namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>Cuts a line of a rule file into its parts; a # outside quotes and slashes begins a comment.</summary>
internal static class RuleLexer
{
    /// <exception cref="FormatException">A text or pattern has no end, or an escape is unknown.</exception>
    public static List<RuleToken> Tokens(string line)
    {
        List<RuleToken> tokens = [];
        int index = 0;
        while (true)
        {
            while (index < line.Length && char.IsWhiteSpace(line[index]))
                index++;
            if (index == line.Length || line[index] == '#')
                return tokens;
            tokens.Add(line[index] switch
            {
                '"' => new RuleToken(RuleTokenKind.Text, ReadText(line, ref index)),
                '/' => new RuleToken(RuleTokenKind.Pattern, ReadPattern(line, ref index)),
                _ => new RuleToken(RuleTokenKind.Word, ReadWord(line, ref index)),
            });
        }
    }

    private static string ReadWord(string line, ref int index)
    {
        int start = index;
        while (index < line.Length && !char.IsWhiteSpace(line[index]) && line[index] is not ('"' or '#'))
            index++;
        return line[start..index];
    }

    private static string ReadText(string line, ref int index)
    {
        StringBuilder text = new();
        while (++index < line.Length)
        {
            char character = line[index];
            if (character == '"')
            {
                index++;
                return text.ToString();
            }

            text.Append(character == '\\' ? ReadEscape(line, ref index) : character);
        }

        throw new FormatException("a text has no closing quote; expected \" at its end, and \\\" for a quote in it");
    }

    private static char ReadEscape(string line, ref int index)
    {
        char escape = ++index < line.Length ? line[index] : '\0';
        switch (escape)
        {
            case '"' or '\\':
                return escape;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'u' when index + 4 < line.Length
                && ushort.TryParse(line.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                index += 4;
                return (char)unit;
            default:
                throw new FormatException($"a text has the escape '\\{(escape == '\0' ? "" : escape)}'; expected \\\", \\\\, \\n, \\t or \\u and four hexadecimal digits");
        }
    }

    /// <summary>All escapes are the pattern's own, but for that of a slash.</summary>
    private static string ReadPattern(string line, ref int index)
    {
        StringBuilder pattern = new();
        while (++index < line.Length)
        {
            char character = line[index];
            if (character == '/')
            {
                index++;
                return pattern.ToString();
            }

            if (character == '\\' && index + 1 < line.Length)
            {
                index++;
                if (line[index] != '/')
                    pattern.Append('\\');
            }

            pattern.Append(line[index]);
        }

        throw new FormatException("a pattern has no closing slash; expected / at its end, and \\/ for a slash in it");
    }
}
