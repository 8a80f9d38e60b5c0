using System.Buffers;
using System.Text;

namespace Speech.Sdk.Models.Whisper;

/// <summary>
/// Splits tokens into words as openai-whisper's <c>split_to_word_tokens</c> does: at spaces and punctuation, or, in languages
/// written without spaces, at every token that ends a character. Tokens that end inside a character stay with the next ones;
/// where the text is cut there, the rest is one word (openai-whisper drops it or fails).
/// </summary>
internal static class WordSplitter
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>The words of the tokens; special and time tokens are words of their own.</summary>
    /// <param name="tokenizer">The vocabulary of the tokens.</param>
    /// <param name="ids">The tokens.</param>
    /// <param name="language">The language's code, or null.</param>
    public static List<WordSpan> Split(WhisperTokenizer tokenizer, ReadOnlySpan<int> ids, string? language)
    {
        List<WordSpan> characters = SplitAtCharacters(tokenizer, ids);
        return language is "zh" or "ja" or "th" or "lo" or "my" or "yue" ? characters : JoinAtSpaces(tokenizer, ids, characters);
    }

    private static List<WordSpan> SplitAtCharacters(WhisperTokenizer tokenizer, ReadOnlySpan<int> ids)
    {
        List<WordSpan> words = [];
        ArrayBufferWriter<byte> open = new(64);
        int start = 0;
        int pending = 0; // bytes of an unfinished character at the end of `open`
        for (int i = 0; i < ids.Length; i++)
        {
            ReadOnlySpan<byte> bytes = tokenizer.Bytes(ids[i]);
            if (pending > 0 && !Continues(open.WrittenSpan[^pending..], bytes))
                Close(i, ref start);
            open.Write(bytes);
            pending = UnfinishedBytes(open.WrittenSpan);
            if (pending == 0)
                Close(i + 1, ref start);
        }

        if (start < ids.Length)
            Close(ids.Length, ref start);
        return words;

        void Close(int end, ref int start)
        {
            words.Add(new WordSpan(Encoding.UTF8.GetString(open.WrittenSpan), start, end - start));
            open.ResetWrittenCount();
            start = end;
        }
    }

    private static List<WordSpan> JoinAtSpaces(WhisperTokenizer tokenizer, ReadOnlySpan<int> ids, List<WordSpan> parts)
    {
        List<WordSpan> words = [];
        foreach (WordSpan part in parts)
        {
            bool special = ids[part.Start] >= tokenizer.Special.EndOfText;
            bool punctuation = Punctuation.Contains(part.Text.Trim(), StringComparison.Ordinal);
            if (special || punctuation || words.Count == 0 || part.Text.StartsWith(' '))
                words.Add(part);
            else
                words[^1] = words[^1] with { Text = words[^1].Text + part.Text, Length = words[^1].Length + part.Length };
        }

        return words;
    }

    // Whether the first of the bytes belongs to the character that is begun.
    private static bool Continues(ReadOnlySpan<byte> begun, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return true;
        Span<byte> joined = stackalloc byte[4];
        begun.CopyTo(joined);
        joined[begun.Length] = bytes[0];
        return Rune.DecodeFromUtf8(joined[..(begun.Length + 1)], out _, out _) != OperationStatus.InvalidData;
    }

    private static int UnfinishedBytes(ReadOnlySpan<byte> utf8)
    {
        for (int length = 1; length <= Math.Min(3, utf8.Length); length++)
        {
            ReadOnlySpan<byte> tail = utf8[^length..];
            if ((tail[0] & 0xC0) != 0x80)
                return Rune.DecodeFromUtf8(tail, out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }

        return 0;
    }
}
