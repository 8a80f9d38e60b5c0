using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The vocabulary, merges and added tokens of a tokenizer.json.</summary>
internal static class JsonVocabulary
{
    private const int GreatestId = 1 << 22;

    /// <summary>The pieces of a Unigram model: an array of text and score, in the order of their ids.</summary>
    public static Dictionary<int, Piece> Scored(JsonElement model, bool hasBytes)
    {
        Dictionary<int, Piece> pieces = [];
        foreach (JsonElement entry in model.Items("vocab"))
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || entry[1].ValueKind != JsonValueKind.Number)
                throw new FormatException($"entry {pieces.Count} of its vocabulary is no text with a score");
            pieces.Add(pieces.Count, ToPiece(entry[0].Text(), entry[1].GetSingle(), hasBytes));
        }

        if (model.Part("unk_id") is { } unknown)
            MarkUnknown(pieces, unknown.Id());
        return pieces;
    }

    /// <summary>The pieces of a BPE model: an object of text and id.</summary>
    public static Dictionary<int, Piece> Numbered(JsonElement model, bool hasBytes)
    {
        if (model.Part("dropout") is not null || model.Flag("ignore_merges")
            || model.Text("continuing_subword_prefix") is { Length: > 0 } || model.Text("end_of_word_suffix") is { Length: > 0 })
        {
            throw new NotSupportedException("its model has dropout, ignore_merges, continuing_subword_prefix or end_of_word_suffix");
        }

        if (model.Part("vocab") is not { ValueKind: JsonValueKind.Object } vocabulary)
            throw new FormatException("its model has no vocabulary");
        Dictionary<int, Piece> pieces = [];
        foreach (JsonProperty entry in vocabulary.EnumerateObject())
        {
            if (!pieces.TryAdd(entry.Value.Id(), ToPiece(entry.Name, 0, hasBytes)))
                throw new FormatException($"two entries of its vocabulary have the id {entry.Value.Id()}");
        }

        if (model.Text("unk_token") is { } unknown)
            MarkUnknown(pieces, Ids(pieces).TryGetValue(unknown, out int id) ? id : -1);
        return pieces;
    }

    /// <summary>The merges of a BPE model, "a b" or ["a", "b"] each.</summary>
    public static ListedMerges Merges(JsonElement model, Dictionary<int, Piece> pieces)
    {
        Dictionary<string, int> ids = Ids(pieces);
        JsonElement[] merges = [.. model.Items("merges")];
        PairTable pairs = new(merges.Length);
        for (int rank = 0; rank < merges.Length; rank++)
        {
            string[] sides = merges[rank].ValueKind == JsonValueKind.Array
                ? [.. merges[rank].EnumerateArray().Select(side => side.Text())]
                : merges[rank].Text().Split(' ');
            if (sides.Length != 2 || !ids.TryGetValue(sides[0], out int left) || !ids.TryGetValue(sides[1], out int right)
                || !ids.TryGetValue(sides[0] + sides[1], out int joined))
            {
                throw new FormatException($"merge {rank}, '{string.Join(' ', sides)}', is no pair of pieces that makes a piece");
            }

            pairs.Add(left, right, rank, joined);
        }

        return new ListedMerges(pairs);
    }

    /// <summary>Puts the tokens that stand beside the model among its pieces; those that text may hold are returned.</summary>
    public static AddedTokens ReadAdded(JsonElement root, Dictionary<int, Piece> pieces)
    {
        AddedTokens added = new();
        foreach (JsonElement token in root.Items("added_tokens"))
        {
            int id = (token.Part("id") ?? throw new FormatException("an added token has no id")).Id();
            string text = token.Text("content") ?? throw new FormatException($"the added token {id} has no content");
            bool isSpecial = token.Flag("special");
            if (!isSpecial && (token.Flag("single_word") || token.Flag("lstrip") || token.Flag("rstrip")))
                throw new NotSupportedException($"its added token '{text}' takes spaces or whole words (single_word, lstrip, rstrip)");
            if (!isSpecial)
                added.Set(text, id);
            bool isKnown = pieces.TryGetValue(id, out Piece piece);
            if (isKnown && piece.Kind is PieceKind.Unknown or PieceKind.Byte)
                continue;
            if (isSpecial || !isKnown)
                pieces[id] = new Piece(Encoding.UTF8.GetBytes(text), piece.Score, isSpecial ? PieceKind.Control : PieceKind.UserDefined);
        }

        return added;
    }

    private static Piece ToPiece(string text, float score, bool hasBytes)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return new Piece(utf8, score, hasBytes && Piece.ByteOf(utf8) >= 0 ? PieceKind.Byte : PieceKind.Normal);
    }

    private static void MarkUnknown(Dictionary<int, Piece> pieces, int id) => pieces[id] = pieces.TryGetValue(id, out Piece piece)
        ? piece with { Kind = PieceKind.Unknown }
        : throw new FormatException("its token for the unknown is not in the vocabulary");

    private static Dictionary<string, int> Ids(Dictionary<int, Piece> pieces)
    {
        Dictionary<string, int> ids = new(pieces.Count, StringComparer.Ordinal);
        foreach ((int id, Piece piece) in pieces)
            ids[Encoding.UTF8.GetString(piece.Text)] = id;
        return ids;
    }

    private static int Id(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int id) && id is >= 0 and < GreatestId
        ? id
        : throw new FormatException($"{element} is no id between 0 and {GreatestId - 1}");
}
