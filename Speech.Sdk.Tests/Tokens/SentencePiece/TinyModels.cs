using Speech.Sdk.Tokens.SentencePiece;

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>Small models made by hand, of every kind.</summary>
internal static class TinyModels
{
    private static readonly (string, float, PieceKind)[] Marks =
        [("<unk>", 0, PieceKind.Unknown), ("<s>", 0, PieceKind.Control), ("</s>", 0, PieceKind.Control), ("<pad>", 0, PieceKind.Control)];

    private static readonly (string, float, PieceKind)[] Bytes =
        [.. Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 0f, PieceKind.Byte))];

    private static readonly (string, float, PieceKind)[] Words =
    [
        ("▁", -2.5f, PieceKind.Normal), ("▁the", -2.25f, PieceKind.Normal), ("th", -4.5f, PieceKind.Normal), ("he", -3.75f, PieceKind.Normal),
        ("▁t", -3, PieceKind.Normal), ("t", -4, PieceKind.Normal), ("h", -4.25f, PieceKind.Normal), ("e", -3.5f, PieceKind.Normal),
        ("r", -4.75f, PieceKind.Normal), ("er", -4, PieceKind.Normal), ("her", -5.5f, PieceKind.Normal), ("ther", -6.25f, PieceKind.Normal),
        ("s", -4, PieceKind.Normal), ("▁s", -4.5f, PieceKind.Normal), ("a", -4, PieceKind.Normal), ("▁a", -3, PieceKind.Normal),
        ("n", -4, PieceKind.Normal), ("an", -4.5f, PieceKind.Normal), ("é", -6, PieceKind.Normal), ("é▁a", -8, PieceKind.Normal),
        (".", -5, PieceKind.Normal), ("日", -7, PieceKind.Normal), ("日本", -7.5f, PieceKind.Normal),
    ];

    private static readonly (string, float, PieceKind)[] Special =
    [
        ("<sep>", 0, PieceKind.UserDefined), ("▁the▁", 0, PieceKind.UserDefined), ("an", -1, PieceKind.Unused), ("she", -1, PieceKind.Unused), ("sh", -1.5f, PieceKind.Unused),
    ];

    public static ModelWriter UnigramBytes { get; } = new() { Pieces = [.. Marks, .. Bytes, .. Words], ByteFallback = true };

    public static ModelWriter Unigram { get; } = new() { Pieces = [.. Marks, .. Words] };

    public static ModelWriter UnigramSpecial { get; } = new() { Pieces = [.. Marks, .. Words.Where(word => word.Item1 != "an"), .. Special] };

    /// <summary>Merges are learnt with falling scores: whole numbers, the first merge 0.</summary>
    public static ModelWriter MergesBytes { get; } = new()
    {
        Type = 2,
        Pieces = [.. Marks, .. Bytes, .. Merged("▁t", "he", "▁the", "er", "her", "ther", "▁a", "an", "▁s", "日本"), .. Letters()],
        ByteFallback = true,
    };

    public static ModelWriter Merges { get; } = MergesBytes with
    {
        Pieces = [.. MergesBytes.Pieces.Where(piece => piece.Kind != PieceKind.Byte)],
        ByteFallback = false,
    };

    public static ModelWriter MergesSpecial { get; } = Merges with
    {
        Pieces = [.. Merges.Pieces.Where(piece => piece.Text != "an"), .. Special],
    };

    /// <summary>Keeps every space.</summary>
    public static ModelWriter SpacesKept { get; } = UnigramBytes with { AddsSpaceBefore = false, RemovesExtraSpaces = false };

    /// <summary>Adds a space before, and keeps every other.</summary>
    public static ModelWriter SpaceBefore { get; } = UnigramBytes with { RemovesExtraSpaces = false };

    public static ModelWriter Rewriting { get; } = UnigramBytes with
    {
        CharacterRules = CharacterRules.Compile(
            ("\t", " "), ("\u3000", " "), ("\u00A0", " "), ("\u200B", ""), ("E", "e"), ("ﬀ", "ah"), ("e\u0301", "é"), ("e", "e"), ("日日", "本"), ("…", " . ")),
    };

    public static IReadOnlyDictionary<string, ModelWriter> All { get; } = new Dictionary<string, ModelWriter>
    {
        ["unigram with bytes"] = UnigramBytes,
        ["unigram"] = Unigram,
        ["unigram with special pieces"] = UnigramSpecial,
        ["merges with bytes"] = MergesBytes,
        ["merges"] = Merges,
        ["merges with special pieces"] = MergesSpecial,
        ["spaces kept"] = SpacesKept,
        ["space before"] = SpaceBefore,
        ["rewriting"] = Rewriting,
    };

    private static IEnumerable<(string, float, PieceKind)> Merged(params string[] pieces) => pieces.Select((piece, rank) => (piece, -(float)rank, PieceKind.Normal));

    private static IEnumerable<(string, float, PieceKind)> Letters() =>
        "▁therasné.日本".Select((letter, rank) => (letter.ToString(), -(float)(100 + rank), PieceKind.Normal));
}
