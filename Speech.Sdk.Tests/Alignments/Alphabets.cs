using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Tests.Alignments;

/// <summary>Small CTC vocabularies: the blank is symbol 0, the delimiter symbol 1.</summary>
internal static class Alphabets
{
    public static CtcVocabulary Of(params string[] symbols) => new()
    {
        Symbols = ["<pad>", "|", .. symbols],
        Blank = 0,
        Delimiter = 1,
        Unknown = "<unk>",
        Specials = new HashSet<int> { 0 },
    };

    public static CtcVocabulary Lower { get; } = Of([.. "abcdefghijklmnopqrstuvwxyz'".Select(letter => letter.ToString())]);
}
