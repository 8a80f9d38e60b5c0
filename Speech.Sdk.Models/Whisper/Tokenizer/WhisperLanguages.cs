using System.Text;
using Speech.Sdk.Tokens;

namespace Speech.Sdk.Models.Whisper;

/// <summary>The languages of one vocabulary and their tokens, in the order of the tokens.</summary>
internal sealed class WhisperLanguages
{
    private readonly List<WhisperLanguage> _all = [];
    private readonly List<int> _ids = [];

    /// <summary>The languages in the order of their tokens.</summary>
    public IReadOnlyList<WhisperLanguage> All => _all;

    /// <summary>The ids of the language tokens, ascending; element i is the token of <see cref="All"/>[i].</summary>
    public IReadOnlyList<int> TokenIds => _ids;

    /// <summary>The languages whose tokens, <c>&lt;|en|&gt;</c> and so on, lie between two ids.</summary>
    public static WhisperLanguages Between(TokenTable tokens, int first, int end)
    {
        WhisperLanguages languages = new();
        for (int id = first + 1; id < end; id++)
        {
            if (!tokens.Contains(id) || Encoding.UTF8.GetString(tokens[id]) is not ['<', '|', .. string code, '|', '>'])
                continue;
            languages._ids.Add(id);
            languages._all.Add(WhisperLanguage.All.FirstOrDefault(language => language.Code == code) ?? new WhisperLanguage(code, code));
        }

        return languages;
    }

    /// <summary>The language of a code, an English name or an alias, in any case.</summary>
    /// <exception cref="InvalidOptionException">The vocabulary has no such language; says which are near and which there are.</exception>
    public WhisperLanguage Find(string language) =>
        All.FirstOrDefault(known => known.Is(language)) ?? throw new InvalidOptionException(
            $"Language '{language}' is unknown to this model. {Suggestion(language)}Expected a code or an English name; "
            + $"codes: {string.Join(", ", All.Select(known => known.Code))}.");

    /// <summary>The token of a language by its code.</summary>
    public int Token(WhisperLanguage language) => _ids[_all.IndexOf(language)];

    /// <summary>The language of a token, or null where the id is not a language token.</summary>
    public WhisperLanguage? FromToken(int id)
    {
        int index = _ids.BinarySearch(id);
        return index < 0 ? null : _all[index];
    }

    private string Suggestion(string language)
    {
        string wanted = language.Trim().ToLowerInvariant();
        string[] near = [.. All
            .Select(known => (Language: known, Distance: Distance(wanted, known)))
            .Where(entry => entry.Distance <= Math.Max(1, wanted.Length / 4))
            .OrderBy(entry => entry.Distance)
            .Take(3)
            .Select(entry => $"{entry.Language.Name} ({entry.Language.Code})")];
        return near.Length == 0 ? "" : $"Did you mean {string.Join(", ", near)}? ";
    }

    // A region after the code, as in en-US, is the language without it.
    private static int Distance(string wanted, WhisperLanguage language) =>
        wanted.Split('-', '_')[0] == language.Code
            ? 0
            : language.Aliases.Append(language.Name).Append(language.Code).Min(name => Distance(wanted, name));

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
