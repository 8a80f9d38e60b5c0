using System.Globalization;
using System.Text;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Alignments.Text;

/// <summary>
/// Spells words in a vocabulary's symbols: the longest that fit, in whatever case and composition the vocabulary has them; a letter with
/// marks that it lacks as the letter without. Immutable.
/// </summary>
internal sealed class SymbolMatcher
{
    // Signs that are read aloud, beside letters, numbers and currencies.
    private const string SpokenSigns = "&%‰@#§°№+=±×÷√∞";

    private readonly Dictionary<string, int> _exact = [];
    private readonly Dictionary<string, int> _folded = [];
    private readonly int _longest;

    public SymbolMatcher(CtcVocabulary vocabulary)
    {
        for (int id = 0; id < vocabulary.Symbols.Count; id++)
        {
            if (vocabulary.Symbols[id] is not { Length: > 0 } symbol || vocabulary.IsSilent(id) || id == vocabulary.Delimiter)
                continue;
            _exact.TryAdd(symbol, id);
            // Where a vocabulary has both cases, the lower one stands for both.
            if (!_folded.TryAdd(Folded(symbol), id) && !symbol.Any(char.IsUpper))
                _folded[Folded(symbol)] = id;
            _longest = Math.Max(_longest, new StringInfo(symbol).LengthInTextElements);
        }
    }

    /// <summary>The pieces of a word in their order; together they are the word.</summary>
    public IEnumerable<SpelledPiece> Spell(string word)
    {
        int[] starts = [.. StringInfo.ParseCombiningCharacters(word), word.Length];
        string unknown = "";
        for (int at = 0; at < starts.Length - 1;)
        {
            (int length, int[] symbols) = Match(word, starts, at);
            string text = word[starts[at]..starts[at + length]];
            at += length;
            if (symbols.Length == 0 && IsSpoken(text))
            {
                unknown += text;
                continue;
            }

            if (unknown.Length > 0)
                yield return new SpelledPiece(unknown, [], IsWildcard: true);
            unknown = "";
            yield return new SpelledPiece(text, symbols, IsWildcard: false);
        }

        if (unknown.Length > 0)
            yield return new SpelledPiece(unknown, [], IsWildcard: true);
    }

    /// <summary>The longest run of characters that one symbol spells; else one character in several symbols, or in none.</summary>
    private (int Length, int[] Symbols) Match(string word, int[] starts, int at)
    {
        for (int length = Math.Min(_longest, starts.Length - 1 - at); length > 0; length--)
        {
            if (Find(word[starts[at]..starts[at + length]]) is { } symbol)
                return (length, [symbol]);
        }

        string character = Letters.Decomposed(word[starts[at]..starts[at + 1]]);
        return (1, Parts(character) is { Length: > 0 } parts ? parts : Parts(Letters.Decomposed(Letters.Substituted(character))));
    }

    /// <summary>The symbols of a base letter, or of the letters that stand for it, and of those of its marks that there are; none without a letter.</summary>
    private int[] Parts(string character)
    {
        List<int> symbols = [];
        foreach (Rune rune in character.EnumerateRunes())
        {
            if (Find(rune.ToString()) is { } symbol)
                symbols.Add(symbol);
            else if (!IsMark(rune))
                return [];
        }

        return [.. symbols];
    }

    private int? Find(string text) => _exact.TryGetValue(text, out int symbol) || _folded.TryGetValue(Folded(text), out symbol) ? symbol : null;

    private static string Folded(string text) => Letters.Decomposed(text).ToLowerInvariant();

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static bool IsSpoken(string text)
    {
        Rune first = text.EnumerateRunes().First();
        return Rune.GetUnicodeCategory(first) switch
        {
            UnicodeCategory.ModifierLetter => false,
            UnicodeCategory.CurrencySymbol => true,
            _ => Rune.IsLetter(first) || Rune.IsNumber(first) || SpokenSigns.Contains(text[0]),
        };
    }
}
