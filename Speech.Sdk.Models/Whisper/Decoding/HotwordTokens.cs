using System.Text;
using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Decoding;

/// <summary>
/// Hotwords in Whisper's vocabulary: those that are to be likelier as the tokenizer writes them, behind a space and without one, and those that are to be rarer however they are spelt.
/// </summary>
internal static class HotwordTokens
{
    private const int MostTokens = 64;

    /// <exception cref="InvalidOptionException">Lists hotwords that are too long.</exception>
    public static IReadOnlyList<ITokenBonus> Bonuses(WhisperTokenizer tokenizer, IReadOnlyList<Hotword> hotwords, int vocabularySize)
    {
        List<string> problems = [];
        List<WeightedTokens> likelier = [];
        foreach (Hotword hotword in hotwords)
        {
            string text = hotword.Text.Trim();
            // A leading space ends a word under way; without one only scripts that write no spaces begin words anywhere.
            foreach ((string written, bool withinWords) in ((string, bool)[])[(" " + text, true), (text, IsWrittenWithoutSpaces(text[0]))])
            {
                int[] tokens = tokenizer.Encode(written);
                if (tokens.Length > MostTokens)
                    problems.Add($"Hotwords holds a text of {tokens.Length} tokens, '{text}'; expected at most {MostTokens}.");
                else if (hotword.Weight >= 0)
                    likelier.Add(new WeightedTokens(tokens, (float)hotword.Weight, (float)tokenizer.Bytes(tokens[0]).Length / tokens.Sum(token => tokenizer.Bytes(token).Length), withinWords));
            }
        }

        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems.Distinct()));
        TextCompletion[] rarer =
        [
            .. hotwords.Where(hotword => hotword.Weight < 0).GroupBy(hotword => hotword.Text.Trim(), hotword => (float)hotword.Weight)
                .SelectMany(weights => Completions(tokenizer, weights.Key, weights.Min())),
        ];
        return
        [
            .. likelier.Count > 0 ? [new HotwordBias(likelier, InsideWord(tokenizer, vocabularySize))] : (ITokenBonus[])[],
            .. rarer.Length > 0 ? [new HotwordPenalty(rarer, tokenizer, tokenizer.Special.EndOfText)] : (ITokenBonus[])[],
        ];
    }

    /// <summary>Every token that ends a text, behind the bytes that it leaves; the whole of it may stand behind a space, which is then the token's own.</summary>
    private static IEnumerable<TextCompletion> Completions(WhisperTokenizer tokenizer, string text, float weight)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(" " + text);
        bool withinWords = IsWrittenWithoutSpaces(text[0]);
        for (int start = 0; start < bytes.Length; start++)
        {
            if (tokenizer.Find(bytes.AsSpan(start)) is >= 0 and int token && token < tokenizer.Special.EndOfText)
                yield return new TextCompletion(start == 0 ? default : bytes.AsMemory(1..start), token, weight, withinWords || start == 0);
        }
    }

    /// <summary>For each token whether its text ends in a letter or a digit; of other alphabets than ASCII every byte counts as a letter.</summary>
    private static bool[] InsideWord(WhisperTokenizer tokenizer, int vocabularySize)
    {
        var inside = new bool[vocabularySize];
        for (int token = 0; token < tokenizer.Special.EndOfText; token++)
            inside[token] = tokenizer.Bytes(token) is [.., var last] && (last >= 0x80 || char.IsAsciiLetterOrDigit((char)last));
        return inside;
    }

    // Thai and Lao; Burmese; Khmer; kana and Chinese characters, those beyond 16 bits by their surrogates.
    private static bool IsWrittenWithoutSpaces(char first) => first is
        (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or
        (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uD840' and <= '\uD8FF') or (>= '\uF900' and <= '\uFAFF');
}
