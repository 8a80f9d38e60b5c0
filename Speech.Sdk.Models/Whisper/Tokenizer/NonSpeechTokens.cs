namespace Speech.Sdk.Models.Whisper;

/// <summary>
/// The tokens of annotations that nobody says, as openai-whisper chooses them: symbols that are one token with or without a
/// space before, all notes, and a hyphen or an apostrophe that begins a word.
/// </summary>
internal static class NonSpeechTokens
{
    private static readonly string[] Symbols =
    [
        .. "\"#()*+/:;<=>@[\\]^_`{|}~「」『』".Select(symbol => symbol.ToString()),
        .. "<< >> <<< >>> -- --- -( -[ (' (\" (( )) ((( ))) [[ ]] {{ }} ♪♪ ♪♪♪".Split(' '),
    ];

    // Their first bytes are a token of their own, shared by all of U+2640 to U+267F; none of them is ever said.
    private static readonly string[] Notes = ["♩", "♪", "♫", "♬", "♭", "♮", "♯"];

    public static IReadOnlyList<int> Find(WhisperTokenizer tokenizer)
    {
        SortedSet<int> found = [tokenizer.Encode(" -")[0], tokenizer.Encode(" '")[0]];
        foreach (string symbol in Symbols.Concat(Notes))
        {
            foreach (string text in (ReadOnlySpan<string>)[symbol, " " + symbol])
            {
                int[] ids = tokenizer.Encode(text);
                if (ids.Length == 1 || Notes.Contains(symbol))
                    found.Add(ids[0]);
            }
        }

        return [.. found];
    }
}
