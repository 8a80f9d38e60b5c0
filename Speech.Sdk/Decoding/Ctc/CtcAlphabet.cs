using System.Text;
using System.Text.RegularExpressions;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// The symbols of a CTC model by their column in its logits, with the many ways of writing blanks, delimiters and subwords made one
/// (as pyctcdecode's alphabet does it). Immutable.
/// </summary>
internal sealed partial class CtcAlphabet
{
    private const string Unknown = "⁇";
    private const string WordMark = "▁";
    private const string SubwordUnknown = WordMark + Unknown + WordMark;

    private static readonly HashSet<string> SentenceMarks = new(["<s>", "</s>", "[CLS]", "[SEP]", "[MASK]"], StringComparer.Ordinal);

    private readonly CtcSymbol[] _symbols;
    private readonly int[] _canonical;
    private readonly HashSet<Rune> _letters;

    private CtcAlphabet(string[] labels, bool isSubword)
    {
        Labels = labels;
        IsSubword = isSubword;
        _symbols = Array.ConvertAll(labels, label => Symbol(label, isSubword));
        _letters = [.. _symbols.SelectMany(symbol => symbol.Text.EnumerateRunes())];
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        _canonical = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            first.TryAdd(labels[i], i);
            _canonical[i] = first[labels[i]];
        }

        Blank = first[""];
        HasDuplicates = first.Count < labels.Length;
    }

    /// <summary>The labels after normalisation: "" is the blank, " " the delimiter, "▁" begins a subword alphabet's words.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How many columns the logits have.</summary>
    public int Count => _symbols.Length;

    /// <summary>Whether words begin with "▁" rather than after a delimiter.</summary>
    public bool IsSubword { get; }

    /// <summary>The blank's column.</summary>
    public int Blank { get; }

    /// <summary>Whether several columns write the same.</summary>
    public bool HasDuplicates { get; }

    public ReadOnlySpan<CtcSymbol> Symbols => _symbols;

    /// <summary>For every column the first one that writes the same.</summary>
    public ReadOnlySpan<int> Canonical => _canonical;

    /// <summary>Makes one alphabet of the styles in use.</summary>
    /// <param name="labels">The labels as the vocabulary has them, by column.</param>
    /// <param name="blank">The blank's column where the model says so; otherwise it is known by its label.</param>
    /// <remarks>A vocabulary without any blank gets one as its last column.</remarks>
    public static CtcAlphabet FromVocabulary(IReadOnlyList<string> labels, int? blank = null)
    {
        bool hashes = labels.Any(label => label.StartsWith("##", StringComparison.Ordinal));
        bool isSubword = hashes || labels.Any(label => label.StartsWith(WordMark, StringComparison.Ordinal));
        string[] normal = [.. labels];
        if (!isSubword && Array.IndexOf(normal, "|") is >= 0 and int bar && !normal.Contains(" "))
            normal[bar] = " ";
        if (blank is { } given)
            normal[given] = "";
        for (int i = 0; i < normal.Length; i++)
        {
            if (hashes)
                normal[i] = FromHashStyle(normal[i]);
            if (BlankLabel().IsMatch(normal[i]))
                normal[i] = "";
            else if (UnknownLabel().IsMatch(normal[i]))
                normal[i] = isSubword ? SubwordUnknown : Unknown;
        }

        if (!isSubword && Array.IndexOf(normal, "_") is >= 0 and int underscore && !normal.Contains(""))
            normal[underscore] = "";
        return new CtcAlphabet(normal.Contains("") ? normal : [.. normal, ""], isSubword);
    }

    /// <summary>An alphabet whose labels are normalised already, as alphabet.json keeps them.</summary>
    /// <exception cref="FormatException">No label is the blank.</exception>
    public static CtcAlphabet FromNormalized(IReadOnlyList<string> labels, bool isSubword) =>
        labels.Contains("") ? new([.. labels], isSubword) : throw new FormatException("no label is empty, which marks the blank");

    /// <summary>Whether every letter of a word in UTF-8 is in some symbol.</summary>
    public bool CanSpell(ReadOnlySpan<byte> word)
    {
        while (Rune.DecodeFromUtf8(word, out Rune letter, out int length) == System.Buffers.OperationStatus.Done)
        {
            if (!_letters.Contains(letter))
                return false;
            word = word[length..];
        }

        return word.IsEmpty;
    }

    /// <summary>The word of some symbols, last one first.</summary>
    public CtcWord Word(ReadOnlySpan<int> backwards, int start, int end, double confidence)
    {
        int[] symbols = backwards.ToArray();
        Array.Reverse(symbols);
        return new CtcWord(string.Concat(symbols.Select(symbol => _symbols[symbol].Text)), start, end, confidence) { Symbols = symbols };
    }

    /// <summary>Some of the letters, for messages.</summary>
    public string Sample() => string.Concat(_symbols.Select(symbol => symbol.Text).Where(text => text.Length > 0 && char.IsLetter(text[0])).Take(12));

    private static CtcSymbol Symbol(string label, bool isSubword)
    {
        bool begins = isSubword && label.StartsWith(WordMark, StringComparison.Ordinal);
        bool ends = begins && label.Length > 1 && label.EndsWith(WordMark, StringComparison.Ordinal);
        string text = label[(begins ? 1 : 0)..^(ends ? 1 : 0)];
        return new CtcSymbol
        {
            Kind = label.Length == 0 ? CtcSymbolKind.Blank
                : SentenceMarks.Contains(label) ? CtcSymbolKind.SentenceMark
                : begins ? CtcSymbolKind.WordBegin
                : !isSubword && label == " " ? CtcSymbolKind.Delimiter
                : CtcSymbolKind.Inside,
            Text = text,
            Utf8 = Encoding.UTF8.GetBytes(text),
            Length = text.EnumerateRunes().Count(),
            EndsWord = ends,
        };
    }

    private static string FromHashStyle(string label) =>
        label.StartsWith("##", StringComparison.Ordinal) ? label[2..]
        : label is "" or WordMark or SubwordUnknown || SpecialLabel().IsMatch(label) ? label
        : WordMark + label;

    [GeneratedRegex(@"^[<\[].+[>\]]$", RegexOptions.CultureInvariant)]
    private static partial Regex SpecialLabel();

    [GeneratedRegex(@"^[<\[]pad[>\]]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BlankLabel();

    [GeneratedRegex(@"^[<\[]unk[>\]]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex UnknownLabel();
}
