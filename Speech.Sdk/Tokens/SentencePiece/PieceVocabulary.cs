using System.Text;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The pieces of a model by their ids, and what becomes of text that they lack.</summary>
internal sealed class PieceVocabulary
{
    // What the library takes; it bounds the depth of the tree as well.
    private const int LongestPiece = 8000;

    private readonly Piece[] _pieces;
    private readonly int[]? _byteIds;
    private readonly bool _joinsUnknown;

    /// <param name="pieces">By id.</param>
    /// <param name="byteFallback">Whether a character that is lacking is written in bytes.</param>
    /// <param name="joinsUnknown">Whether unknown characters side by side are one unknown piece.</param>
    /// <exception cref="FormatException">They are no vocabulary: no piece for the unknown, empty or equal pieces, bytes that lack.</exception>
    public PieceVocabulary(IEnumerable<Piece> pieces, bool byteFallback, bool joinsUnknown)
    {
        _pieces = [.. pieces];
        _joinsUnknown = joinsUnknown;
        Unknown = -1;
        int[] byteIds = new int[256];
        byteIds.AsSpan().Fill(-1);
        for (int id = 0; id < _pieces.Length; id++)
            Check(id, byteFallback, byteIds);
        int missing = byteIds.Count(id => id < 0);
        if (byteFallback && missing > 0)
            throw new FormatException($"it writes characters it lacks in bytes, and {missing} of the 256 bytes are no piece");
        if (!byteFallback && Unknown < 0)
            throw new FormatException("it has no piece for characters that it lacks");
        _byteIds = byteFallback ? byteIds : null;
        Text = new PieceTrie(Ids(piece => piece.IsText));
        UserDefined = new PieceTrie(Ids(piece => piece.Kind == PieceKind.UserDefined));
    }

    /// <summary>One more than the greatest id.</summary>
    public int Count => _pieces.Length;

    /// <summary>The id for what is not in the vocabulary, or -1.</summary>
    public int Unknown { get; private set; }

    /// <summary>The pieces that text may hold, those that are unused among them.</summary>
    public PieceTrie Text { get; }

    public PieceTrie UserDefined { get; }

    public Piece this[int id] => Contains(id)
        ? _pieces[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"There is no token {id}; the vocabulary has ids below {Count}.");

    public bool Contains(int id) => (uint)id < (uint)_pieces.Length && _pieces[id].Kind != PieceKind.Absent;

    /// <summary>The id of the piece of exactly this text, of whatever kind, or -1.</summary>
    public int Find(string piece)
    {
        byte[] text = Encoding.UTF8.GetBytes(piece);
        return Array.FindIndex(_pieces, other => other.Kind != PieceKind.Absent && other.Text.AsSpan().SequenceEqual(text));
    }

    /// <summary>Adds what stands for a character that is not in the vocabulary.</summary>
    public void AddUnknown(ReadOnlySpan<byte> character, List<int> ids)
    {
        if (_byteIds is not null)
        {
            foreach (byte value in character)
                ids.Add(_byteIds[value]);
        }
        else if (!_joinsUnknown || ids.Count == 0 || ids[^1] != Unknown)
        {
            ids.Add(Unknown);
        }
    }

    /// <summary>The length in bytes of the character that a text begins with, as its first byte tells.</summary>
    public static int CharacterLength(ReadOnlySpan<byte> text) => Math.Min(text.Length, text[0] switch
    {
        < 0xC0 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    });

    private void Check(int id, bool byteFallback, int[] byteIds)
    {
        Piece piece = _pieces[id];
        if (piece.Kind == PieceKind.Absent)
            return;
        if (piece.Kind is < PieceKind.Absent or > PieceKind.Byte)
            throw new FormatException($"piece {id} is of the unknown kind {(int)piece.Kind}");
        if (piece.Text.Length is 0 or >= LongestPiece || piece.Text.Contains((byte)0))
            throw new FormatException($"piece {id} has {piece.Text.Length} bytes, expected 1 to {LongestPiece - 1} and none of them 0");
        if (float.IsNaN(piece.Score))
            throw new FormatException($"the score of piece {id} is not a number");
        if (piece.Kind == PieceKind.Unknown)
            Unknown = Unknown < 0 ? id : throw new FormatException($"the pieces {Unknown} and {id} both stand for the unknown");
        if (piece.Kind != PieceKind.Byte)
            return;
        int value = Piece.ByteOf(piece.Text);
        if (value < 0 || !byteFallback)
            throw new FormatException($"piece {id}, '{Encoding.UTF8.GetString(piece.Text)}', is a byte in a model that has none, or no byte");
        byteIds[value] = id;
    }

    private IEnumerable<(byte[] Text, int Id)> Ids(Func<Piece, bool> wanted)
    {
        for (int id = 0; id < _pieces.Length; id++)
        {
            if (wanted(_pieces[id]))
                yield return (_pieces[id].Text, id);
        }
    }
}
