using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>The words of merged text (transformers, tokenization_whisper.py, <c>_collate_word_timestamps</c>).</summary>
internal static class MergedWords
{
    // What transformers joins with the word after it: openai-whisper's list and the Spanish exclamation mark.
    private const string Prepended = "¡" + PunctuationMerger.Prepended;

    /// <summary>The words with their punctuation, from the recording's beginning.</summary>
    public static IReadOnlyList<WordTiming> Of(WhisperTokenizer tokenizer, MergedSegment segment)
    {
        IReadOnlyList<MergedToken> tokens = segment.Tokens;
        int[] ids = [.. tokens.Select(token => token.Id)];
        List<WordSpan> words = PunctuationMerger.Merge(WordSplitter.Split(tokenizer, ids, segment.Language?.Code ?? "en"), Prepended);
        return [.. words.Select(word => new WordTiming(
            word.Text, word.Length, tokens[word.Start].Start, tokens[word.Start + word.Length - 1].End,
            tokens.Skip(word.Start).Take(word.Length).Average(token => token.Written.Probability)))];
    }
}
