using System.Runtime.CompilerServices;
using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>The JSON of tokenizer files, read into a <see cref="TokenTable"/>.</summary>
internal static class TokenizerJson
{
    /// <summary>Reads an object of <c>"token": id</c>, the tokens written in <see cref="ByteAlphabet"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadVocabulary(ref JsonScanner json, TokenTable tokens)
    {
        byte[] bytes = new byte[4096];
        json.Open('{');
        while (json.Next('}'))
        {
            ReadOnlySpan<byte> entry = json.Name();
            if (entry.Length > bytes.Length)
                throw new FormatException($"an entry has {entry.Length} bytes, expected at most {bytes.Length}");

            // An entry with other characters is an added token that was put into the vocabulary: it stands for its own text.
            ReadOnlySpan<byte> token = ByteAlphabet.TryDecode(entry, bytes, out int length) ? bytes.AsSpan(0, length) : entry;
            tokens.Set(json.Number(), token);
        }
    }

    /// <summary>Reads added_tokens.json: <c>"text": id</c>.</summary>
    public static void ReadAdded(ref JsonScanner json, TokenTable tokens, AddedTokens added)
    {
        json.Open('{');
        while (json.Next('}'))
        {
            string text = Encoding.UTF8.GetString(json.Name());
            Add(text, json.Number(), tokens, added);
        }
    }

    /// <summary>Reads tokenizer.json but for its merges, whose place in the file is returned.</summary>
    public static Range ReadWhole(ref JsonScanner json, TokenTable tokens, AddedTokens added)
    {
        Range? merges = null;
        List<(string Text, int Id)> found = [];
        json.Open('{');
        while (json.Next('}'))
        {
            ReadOnlySpan<byte> name = json.Name();
            if (name.SequenceEqual("added_tokens"u8))
                ReadAddedArray(ref json, found);
            else if (name.SequenceEqual("model"u8))
                merges = ReadModel(ref json, tokens);
            else
                json.Skip();
        }

        // After the vocabulary, which may hold the same ids in the byte alphabet.
        foreach ((string text, int id) in found)
            Add(text, id, tokens, added);
        return merges ?? throw new FormatException("it has no model with merges");
    }

    private static void ReadAddedArray(ref JsonScanner json, List<(string Text, int Id)> found)
    {
        json.Open('[');
        while (json.Next(']'))
        {
            int id = -1;
            string text = "";
            json.Open('{');
            while (json.Next('}'))
            {
                ReadOnlySpan<byte> name = json.Name();
                if (name.SequenceEqual("id"u8))
                    id = json.Number();
                else if (name.SequenceEqual("content"u8))
                    text = Encoding.UTF8.GetString(json.String());
                else
                    json.Skip();
            }

            found.Add((text, id));
        }
    }

    private static Range? ReadModel(ref JsonScanner json, TokenTable tokens)
    {
        Range? merges = null;
        json.Open('{');
        while (json.Next('}'))
        {
            ReadOnlySpan<byte> name = json.Name();
            if (name.SequenceEqual("type"u8))
            {
                ReadOnlySpan<byte> type = json.String();
                if (!type.SequenceEqual("BPE"u8))
                    throw new FormatException($"its model is {Encoding.UTF8.GetString(type)}, expected BPE");
            }
            else if (name.SequenceEqual("vocab"u8) && json.IsAt('{'))
            {
                ReadVocabulary(ref json, tokens);
            }
            else
            {
                bool isMerges = name.SequenceEqual("merges"u8);
                int start = json.Position;
                json.Skip();
                if (isMerges)
                    merges = start..json.Position;
            }
        }

        return merges;
    }

    private static void Add(string text, int id, TokenTable tokens, AddedTokens added)
    {
        tokens.Set(id, Encoding.UTF8.GetBytes(text));
        added.Set(text, id);
    }
}
