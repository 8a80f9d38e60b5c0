using System.Text.Json;

namespace Speech.Sdk.Tokens;

/// <summary>The JSON of tokenizer files, read token by token into a <see cref="TokenTable"/>.</summary>
internal static class TokenizerJson
{
    private const int LongestEntry = 4096;

    /// <summary>Reads an object of <c>"token": id</c> that the reader stands at; entries are in <see cref="ByteAlphabet"/>.</summary>
    public static void ReadVocabulary(ref Utf8JsonReader reader, TokenTable tokens)
    {
        Expect(ref reader, JsonTokenType.StartObject, "an object of tokens and ids");
        Span<byte> raw = new byte[LongestEntry];
        Span<byte> bytes = new byte[LongestEntry];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> entry = Text(ref reader, raw);

            // An entry with other characters is an added token that was put into the vocabulary: it stands for its own text.
            ReadOnlySpan<byte> token = ByteAlphabet.TryDecode(entry, bytes, out int length) ? bytes[..length] : entry;
            reader.Read();
            tokens.Set(reader.GetInt32(), token);
        }
    }

    /// <summary>Reads added_tokens.json: <c>"text": id</c>.</summary>
    public static void ReadAdded(ReadOnlySpan<byte> json, TokenTable tokens, AddedTokens added)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject, "an object of tokens and ids");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string text = reader.GetString()!;
            reader.Read();
            Add(text, reader.GetInt32(), tokens, added);
        }
    }

    /// <summary>Reads tokenizer.json but for its merges, whose JSON is returned.</summary>
    public static byte[] ReadWhole(ReadOnlySpan<byte> json, TokenTable tokens, AddedTokens added)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        byte[]? merges = null;
        List<(string Text, int Id)> found = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool addedTokens = reader.ValueTextEquals("added_tokens"u8);
            bool model = reader.ValueTextEquals("model"u8);
            reader.Read();
            if (addedTokens && reader.TokenType == JsonTokenType.StartArray)
                ReadAddedArray(ref reader, found);
            else if (model)
                merges = ReadModel(ref reader, json, tokens);
            else
                reader.Skip();
        }

        // After the vocabulary, which may hold the same ids in the byte alphabet.
        foreach ((string text, int id) in found)
            Add(text, id, tokens, added);
        return merges ?? throw new FormatException("it has no model with merges");
    }

    private static void ReadAddedArray(ref Utf8JsonReader reader, List<(string Text, int Id)> found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int id = -1;
            string text = "";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isId = reader.ValueTextEquals("id"u8);
                bool isText = reader.ValueTextEquals("content"u8);
                reader.Read();
                if (isId)
                    id = reader.GetInt32();
                else if (isText)
                    text = reader.GetString() ?? "";
                else
                    reader.Skip();
            }

            found.Add((text, id));
        }
    }

    private static byte[]? ReadModel(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TokenTable tokens)
    {
        Expect(ref reader, JsonTokenType.StartObject, "a model");
        byte[]? merges = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool type = reader.ValueTextEquals("type"u8);
            bool vocabulary = reader.ValueTextEquals("vocab"u8);
            bool isMerges = reader.ValueTextEquals("merges"u8);
            reader.Read();
            if (type && !reader.ValueTextEquals("BPE"u8))
                throw new FormatException($"its model is {reader.GetString()}, expected BPE");
            if (vocabulary)
            {
                ReadVocabulary(ref reader, tokens);
            }
            else if (isMerges)
            {
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                merges = json[start..(int)reader.BytesConsumed].ToArray();
            }
            else
            {
                reader.Skip();
            }
        }

        return merges;
    }

    private static void Add(string text, int id, TokenTable tokens, AddedTokens added)
    {
        tokens.Set(id, System.Text.Encoding.UTF8.GetBytes(text));
        added.Set(text, id);
    }

    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader, Span<byte> buffer)
    {
        if (reader.ValueSpan.Length > buffer.Length)
            throw new FormatException($"an entry has {reader.ValueSpan.Length} bytes, expected at most {buffer.Length}");
        return reader.ValueIsEscaped ? buffer[..reader.CopyString(buffer)] : reader.ValueSpan;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType != type)
            throw new FormatException($"found {reader.TokenType} at byte {reader.TokenStartIndex}, expected {what}");
    }
}
