namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>An entry of a vocabulary.</summary>
/// <param name="Text">UTF-8, spaces written as ▁.</param>
/// <param name="Score">Its logarithmic probability in a unigram model; in a model of merges, what is greater is joined first.</param>
/// <param name="Kind">What it is for.</param>
internal readonly record struct Piece(byte[] Text, float Score, PieceKind Kind)
{
    public const string SpaceSymbol = "▁";

    public bool IsText => Kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused;

    /// <summary>The byte that a piece such as <c>&lt;0x0A&gt;</c> stands for, or -1.</summary>
    public static int ByteOf(ReadOnlySpan<byte> text)
    {
        bool isByte = text.Length == 6 && text.StartsWith("<0x"u8) && text[5] == '>' && IsUpperHex(text[3]) && IsUpperHex(text[4]);
        return isByte ? (Convert.FromHexString([(char)text[3], (char)text[4]])[0]) : -1;
    }

    private static bool IsUpperHex(byte digit) => digit is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'F');
}
