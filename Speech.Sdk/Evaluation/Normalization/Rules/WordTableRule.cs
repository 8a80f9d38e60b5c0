using System.Collections.Frozen;
using System.Text;
using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>Replaces whole words, which lie between white space, by those of a table; the white space stays.</summary>
internal sealed class WordTableRule(FrozenDictionary<string, string> table) : ITextRule
{
    public string Apply(string text, string? language)
    {
        FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> words = table.GetAlternateLookup<ReadOnlySpan<char>>();
        StringBuilder result = new(text.Length);
        int done = 0;
        foreach (ReadOnlySpan<char> word in new Words(text))
        {
            if (!words.TryGetValue(word, out string? replacement))
                continue;
            text.AsSpan().Overlaps(word, out int start);
            result.Append(text, done, start - done).Append(replacement);
            done = start + word.Length;
        }

        return done == 0 ? text : result.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Reads a table: a word, a tab and what is written instead, which may be nothing or several words; lines that begin with # are comments.</summary>
    public static WordTableRule Parse(SourceFile file, ICollection<string> problems)
    {
        Dictionary<string, string> table = [];
        foreach ((string line, string place) in file.Lines)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            string[] cells = line.Split('\t');
            if (cells.Length != 2 || cells[0].Length == 0 || cells[0].Any(CodePoint.IsSpace))
                problems.Add($"{place}: '{line}' is no entry of a word table; expected a word without spaces, one tab, and what is written instead.");
            else if (!table.TryAdd(cells[0], cells[1]))
                problems.Add($"{place}: the word '{cells[0]}' is in the table already, as '{table[cells[0]]}'; expected each word once.");
        }

        return new WordTableRule(table.ToFrozenDictionary());
    }
}
