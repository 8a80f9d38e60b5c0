using System.Text.Json.Nodes;

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>The models of <see cref="TinyModels"/> as transformers would write them: a tokenizer.json of each form that is read.</summary>
internal static class TinyJson
{
    private const string ReplaceSpaces = """{"type":"Replace","pattern":{"String":" "},"content":"▁"}""";

    private const string Fused = """
        {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}
        """;

    private const string FusedKept = """
        {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"}]}
        """;

    private static readonly string[][] Joined =
        [["▁", "t"], ["h", "e"], ["▁t", "he"], ["e", "r"], ["h", "er"], ["t", "her"], ["▁", "a"], ["a", "n"], ["▁", "s"], ["日", "本"]];

    /// <summary>As Llama's: the first space by the normalizer.</summary>
    public static JsonObject Prepended => Write(
        Merges(pairs: false), $$"""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{{ReplaceSpaces}}]}""", null, Fused);

    /// <summary>As newer ones: the first space by the pre-tokenizer, merges as pairs.</summary>
    public static JsonObject First => Write(Merges(pairs: true), null, """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""", Fused);

    /// <summary>As Gemma's: no first space, tokens of a user's own.</summary>
    public static JsonObject Kept => Write(Merges(pairs: false), ReplaceSpaces, null, FusedKept, (282, "<sep>", false));

    /// <summary>As T5's: a unigram model whose pieces end where words do, characters rewritten, spaces joined.</summary>
    public static JsonObject Split
    {
        get
        {
            string rules = Convert.ToBase64String(TinyModels.Rewriting.CharacterRules);
            string normalizer = $$"""{"type":"Sequence","normalizers":[{"type":"Precompiled","precompiled_charsmap":"{{rules}}"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}""";
            const string Metaspace = """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""";
            return Write(Unigram(TinyModels.Unigram, false), normalizer, Metaspace, Metaspace);
        }
    }

    /// <summary>A unigram model with bytes, spaces stripped on the right.</summary>
    public static JsonObject Stripped => Write(
        Unigram(TinyModels.UnigramBytes, true),
        """{"type":"Strip","strip_left":false,"strip_right":true}""",
        """{"type":"Metaspace","replacement":"▁","add_prefix_space":true,"prepend_scheme":"always","split":false}""",
        Fused);

    public static IReadOnlyDictionary<string, JsonObject> All { get; } = new Dictionary<string, JsonObject>
    {
        ["prepended"] = Prepended,
        ["first"] = First,
        ["kept"] = Kept,
        ["split"] = Split,
        ["stripped"] = Stripped,
    };

    public static JsonObject Write(JsonObject model, string? normalizer, string? before, string? decoder, params (int Id, string Text, bool IsSpecial)[] added) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. new (int Id, string Text, bool IsSpecial)[] { (0, "<unk>", true), (1, "<s>", true), (2, "</s>", true), (3, "<pad>", true) }
            .Concat(added).Select(token => (JsonNode)new JsonObject
            {
                ["id"] = token.Id, ["content"] = token.Text, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = token.IsSpecial,
            })]),
        ["normalizer"] = Parse(normalizer),
        ["pre_tokenizer"] = Parse(before),
        ["post_processor"] = null,
        ["decoder"] = Parse(decoder),
        ["model"] = model,
    };

    public static JsonObject Merges(bool pairs) => new()
    {
        ["type"] = "BPE",
        ["dropout"] = null,
        ["unk_token"] = "<unk>",
        ["continuing_subword_prefix"] = null,
        ["end_of_word_suffix"] = null,
        ["fuse_unk"] = true,
        ["byte_fallback"] = true,
        ["ignore_merges"] = false,
        ["vocab"] = new JsonObject(TinyModels.MergesBytes.Pieces.Select((piece, id) => new KeyValuePair<string, JsonNode?>(piece.Text, id))),
        ["merges"] = new JsonArray([.. Joined.Select(pair => pairs ? (JsonNode)new JsonArray(pair[0], pair[1]) : string.Join(' ', pair))]),
    };

    public static JsonObject Unigram(ModelWriter model, bool hasBytes) => new()
    {
        ["type"] = "Unigram",
        ["unk_id"] = 0,
        ["vocab"] = new JsonArray([.. model.Pieces.Select(piece => (JsonNode)new JsonArray(piece.Text, (double)piece.Score))]),
        ["byte_fallback"] = hasBytes,
    };

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}
