using System.Text;

namespace Speech.Sdk.Tokens.Ctc;

/// <summary>Text, words and symbols of runs as transformers' Wav2Vec2CTCTokenizer gives them, special symbols included where they are among the runs.</summary>
internal static class CtcText
{
    // transformers, tokenization_utils_base.py, clean_up_tokenization.
    private static readonly (string From, string To)[] CleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <summary>The text: its ends trimmed, the case lowered and spaces taken out where the vocabulary asks for it.</summary>
    public static string Text(CtcVocabulary vocabulary, IReadOnlyList<CtcRun> runs)
    {
        string text = string.Join(vocabulary.IsPhonemes ? " " : "", Symbols(vocabulary, runs).Select(symbol => symbol.Text)).Trim();
        return CleanUp(vocabulary, vocabulary.LowersCase ? text.ToLowerInvariant() : text);
    }

    /// <summary>A joined text without the spaces that do not belong, where the vocabulary asks for it.</summary>
    public static string CleanUp(CtcVocabulary vocabulary, string text) =>
        vocabulary.CleansUp ? CleanUps.Aggregate(text, (cleaned, replace) => cleaned.Replace(replace.From, replace.To, StringComparison.Ordinal)) : text;

    /// <summary>Each symbol with its frames, delimiters included, in the vocabulary's case.</summary>
    public static IEnumerable<CtcSpan> Symbols(CtcVocabulary vocabulary, IReadOnlyList<CtcRun> runs)
    {
        for (int index = 0; index < runs.Count; index++)
        {
            CtcRun run = runs[index];
            // Phonemes are written apart anyway.
            if (!vocabulary.IsPhonemes || run.Symbol != vocabulary.Delimiter)
                yield return new CtcSpan(vocabulary.Text(run.Symbol), run.Start, run.End, index..(index + 1));
        }
    }

    /// <summary>What stands between delimiters, in the vocabulary's case; of phonemes each one.</summary>
    public static IEnumerable<CtcSpan> Words(CtcVocabulary vocabulary, IReadOnlyList<CtcRun> runs) =>
        vocabulary.IsPhonemes ? Symbols(vocabulary, runs) : BetweenDelimiters(vocabulary, runs);

    private static IEnumerable<CtcSpan> BetweenDelimiters(CtcVocabulary vocabulary, IReadOnlyList<CtcRun> runs)
    {
        StringBuilder text = new();
        int first = 0;
        for (int index = 0; index <= runs.Count; index++)
        {
            if (index < runs.Count && runs[index].Symbol != vocabulary.Delimiter)
            {
                text.Append(vocabulary.Text(runs[index].Symbol));
                continue;
            }

            if (text.Length > 0)
                yield return new CtcSpan(text.ToString(), runs[first].Start, runs[index - 1].End, first..index);
            text.Clear();
            first = index + 1;
        }
    }
}
