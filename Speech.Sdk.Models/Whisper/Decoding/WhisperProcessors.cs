using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Decoding;

/// <summary>All that stands between the decoder's scores and the choice of a token, in the order in which it applies.</summary>
internal static class WhisperProcessors
{
    /// <summary>
    /// Penalties, suppression, the grammar of time tokens, hotwords, forced tokens. Hotwords come after the grammar because that
    /// compares time with text: whether a time is due is the model's to say, not the word list's.
    /// </summary>
    /// <exception cref="InvalidOptionException">An option does not fit the model's vocabulary; lists every problem.</exception>
    public static IReadOnlyList<ILogitsProcessor> Create(WhisperModel model, TranscriptionOptions options)
    {
        DecodingOptions decoding = options.Decoding;
        WhisperSpecialTokens special = model.Tokenizer.Special;
        int vocabularySize = model.Config.VocabularySize;
        List<string> problems = [];
        List<ILogitsProcessor> processors = [];
        Try(() => processors.AddRange(LogitsProcessors.Create(decoding, model.Config.SuppressTokens, model.Config.BeginSuppressTokens, vocabularySize)));
        if (decoding.SuppressPattern is { } pattern)
            Try(() => processors.Add(new SuppressTokens(model.Pattern.Find(pattern))));
        // Without timestamps time tokens are not suppressed: the references let them through, and the prompt asks for none.
        if (options.Timestamps)
            processors.Add(new TimestampRules(special.FirstTimestamp, special.EndOfText, special.NoTimestamps, (int)Math.Round(decoding.MaxInitialTimestamp.TotalSeconds / 0.02)));
        if (options.Hotwords.Count > 0 && options.Hotwords.All(hotword => !string.IsNullOrWhiteSpace(hotword.Text)))
            Try(() => processors.AddRange(HotwordTokens.Bonuses(model.Tokenizer, options.Hotwords, vocabularySize)));
        problems.AddRange(decoding.ForcedTokens.Where(token => (uint)token >= (uint)vocabularySize).Distinct()
            .Select(token => $"ForcedTokens holds {token}; expected token ids from 0 to {vocabularySize - 1}."));
        if (decoding.ForcedTokens.Count > 0)
            processors.Add(new ForcedText(decoding.ForcedTokens, afterTime: options.Timestamps));
        return problems.Count == 0 ? processors : throw new InvalidOptionException(string.Join(" ", problems));

        void Try(Action add)
        {
            try
            {
                add();
            }
            catch (InvalidOptionException e)
            {
                problems.Add(e.Message);
            }
        }
    }
}
