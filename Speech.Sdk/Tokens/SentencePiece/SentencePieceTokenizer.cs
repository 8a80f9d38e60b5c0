using System.Runtime.InteropServices;
using System.Text;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>
/// SentencePiece's unigram and byte-pair models: ids and texts are those of its library, or of the tokenizers library where the model is
/// a tokenizer.json. Immutable and safe to share between threads.
/// </summary>
internal sealed class SentencePieceTokenizer(SentencePieceParts parts) : ITokenizer
{
    private readonly string?[] _texts = new string?[parts.Vocabulary.Count];
    private readonly byte[]?[] _bytes = new byte[]?[parts.Vocabulary.Count];

    /// <inheritdoc/>
    public int Count => parts.Vocabulary.Count;

    /// <summary>The id for what is not in the vocabulary, or -1.</summary>
    public int Unknown => parts.Vocabulary.Unknown;

    /// <summary>What becomes of the space that a text's first piece begins with.</summary>
    public LeadingSpaces Leading => parts.Leading;

    /// <inheritdoc cref="SentencePieceFiles.Read"/>
    public static SentencePieceTokenizer Load(string path) => new(SentencePieceFiles.Read(path));

    public bool Contains(int id) => parts.Vocabulary.Contains(id);

    /// <summary>The id of the piece of exactly this text, such as <c>&lt;pad&gt;</c>, or -1.</summary>
    public int Find(string piece) => parts.Vocabulary.Find(piece);

    /// <inheritdoc/>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        List<int> ids = [];
        bool isFirst = true;
        while (parts.Added.TryFind(text, out Range place, out int id))
        {
            Encode(text[..place.Start], isFirst, ids);
            ids.Add(id);
            text = text[place.End..];
            isFirst = false;
        }

        Encode(text, isFirst, ids);
        return [.. ids];
    }

    /// <summary>The text of the ids, of bytes that are not UTF-8 each as U+FFFD. A .model's control pieces say nothing, a tokenizer.json's are written out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        PieceDecoder decoder = new(this);
        StringBuilder text = new();
        foreach (int id in ids)
            text.Append(decoder.Append(id));
        return text.Append(decoder.Flush()).ToString();
    }

    /// <summary>The bytes that a token stands for, its leading space included: whether a text begins with it is not known here. See <see cref="PieceDecoder"/>.</summary>
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int id)
    {
        Piece piece = parts.Vocabulary[id];
        return _bytes[id] ??= piece.Kind == PieceKind.Byte ? [(byte)Piece.ByteOf(piece.Text)] : Encoding.UTF8.GetBytes(Text(id));
    }

    /// <summary>What a token is written as inside a text; empty for one of a byte.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Text(int id)
    {
        Piece piece = parts.Vocabulary[id];
        return _texts[id] ??= piece.Kind switch
        {
            PieceKind.Byte => "",
            PieceKind.Control when !parts.WritesControls => "",
            PieceKind.Unknown => parts.UnknownText,
            _ => Encoding.UTF8.GetString(piece.Text).Replace(Piece.SpaceSymbol, " ", StringComparison.Ordinal),
        };
    }

    /// <summary>The byte that a token stands for, or -1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public int ByteOf(int id) => parts.Vocabulary[id] is { Kind: PieceKind.Byte } piece ? Piece.ByteOf(piece.Text) : -1;

    /// <summary>Whether a token is text that begins with a space.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public bool BeginsWord(int id) => parts.Vocabulary[id] is { IsText: true } piece && piece.Text.AsSpan().StartsWith("▁"u8);

    private void Encode(ReadOnlySpan<char> text, bool isFirst, List<int> ids)
    {
        if (text.IsEmpty)
            return;
        List<byte> normalized = new(text.Length + 8);
        parts.Normalizer.Normalize(text, isFirst, normalized);
        ReadOnlySpan<byte> rest = CollectionsMarshal.AsSpan(normalized);
        while (!rest.IsEmpty)
        {
            int next = parts.Normalizer.SplitsWords ? rest[1..].IndexOf("▁"u8) : -1;
            int length = next < 0 ? rest.Length : next + 1;
            parts.Encoder.Encode(rest[..length], ids);
            rest = rest[length..];
        }
    }
}
