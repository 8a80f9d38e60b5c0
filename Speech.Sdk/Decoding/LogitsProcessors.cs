namespace Speech.Sdk.Decoding;

/// <summary>The processors that <see cref="DecodingOptions"/> ask for, in the order in which transformers applies them.</summary>
internal static class LogitsProcessors
{
    /// <summary>Repetition penalty, n-grams, suppression at the beginning, suppression. A family's own rules come after these.</summary>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="suppress">The model's own list, used where the options have none.</param>
    /// <param name="suppressAtBegin">What the model never writes first.</param>
    /// <param name="vocabularySize">How many tokens the model knows.</param>
    /// <exception cref="InvalidOptionException">A suppressed token is outside the vocabulary.</exception>
    public static IReadOnlyList<ILogitsProcessor> Create(
        DecodingOptions options, IReadOnlyList<int> suppress, IReadOnlyList<int> suppressAtBegin, int vocabularySize)
    {
        suppress = options.SuppressTokens ?? suppress;
        foreach (int token in suppress.Concat(suppressAtBegin))
        {
            if ((uint)token >= (uint)vocabularySize)
                throw new InvalidOptionException($"SuppressTokens holds {token}; expected token ids from 0 to {vocabularySize - 1}.");
        }

        List<ILogitsProcessor> processors = [];
        if (options.RepetitionPenalty != 1)
            processors.Add(new RepetitionPenalty((float)options.RepetitionPenalty));
        if (options.NoRepeatNgramSize > 0)
            processors.Add(new NoRepeatNgrams(options.NoRepeatNgramSize));
        if (suppressAtBegin.Count > 0)
            processors.Add(new SuppressTokensAtBegin(suppressAtBegin));
        if (suppress.Count > 0)
            processors.Add(new SuppressTokens(suppress));
        return processors;
    }
}
