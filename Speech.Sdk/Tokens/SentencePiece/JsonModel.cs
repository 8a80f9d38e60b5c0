using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Reads the tokenizer.json that transformers makes of a SentencePiece model: its Unigram models, and its BPE models over characters.</summary>
internal static class JsonModel
{
    // Guards against allocating for a damaged id.
    private const int MostIdsWithoutPiece = 1 << 16;

    /// <exception cref="FormatException">The file is damaged, or no tokenizer.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="NotSupportedException">It has what is not read here.</exception>
    public static SentencePieceParts Read(ReadOnlyMemory<byte> file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        JsonElement root = document.RootElement;
        JsonElement model = root.Part("model") ?? throw new FormatException("it has no model");
        string? type = model.Text("type") ?? (model.Part("merges") is null ? "Unigram" : "BPE");
        bool hasBytes = model.Flag("byte_fallback");
        bool isUnigram = type == "Unigram";
        if (!isUnigram && type != "BPE")
            throw new NotSupportedException($"its model is {type}, expected Unigram or BPE");

        Dictionary<int, Piece> pieces = isUnigram ? JsonVocabulary.Scored(model, hasBytes) : JsonVocabulary.Numbered(model, hasBytes);
        AddedTokens added = JsonVocabulary.ReadAdded(root, pieces);
        int count = pieces.Count == 0 ? throw new FormatException("its vocabulary is empty") : pieces.Keys.Max() + 1;
        if (count - pieces.Count > MostIdsWithoutPiece)
            throw new FormatException($"its greatest id is {count - 1}, and it has {pieces.Count} pieces");
        bool joinsUnknown = isUnigram || model.Flag("fuse_unk");
        PieceVocabulary vocabulary = new(Enumerable.Range(0, count).Select(id => pieces.GetValueOrDefault(id)), hasBytes, joinsUnknown);
        return new SentencePieceParts(
            vocabulary,
            JsonNormalizers.Read(root),
            isUnigram ? new UnigramEncoder(vocabulary) : new MergeEncoder(vocabulary, JsonVocabulary.Merges(model, pieces)),
            added,
            JsonDecoders.Read(root),
            vocabulary.Unknown >= 0 ? Encoding.UTF8.GetString(vocabulary[vocabulary.Unknown].Text) : "",
            WritesControls: true);
    }
}
