namespace Speech.Sdk.Decoding;

/// <summary>One token of a greedy search: the processed scores' choice, with its log-probability.</summary>
internal sealed class GreedyStep(SearchOptions options, ITokenChooser chooser)
{
    private readonly ILogitsProcessor[] _processors = [.. options.Processors];

    /// <summary>The token that follows; <paramref name="scores"/> become the processed ones.</summary>
    public int Choose(TokenHistory history, Span<float> scores, int audio)
    {
        foreach (ILogitsProcessor processor in _processors)
            processor.Process(scores, history);
        return chooser.Choose(scores, audio);
    }

    /// <summary>Writes a token; returns the finished text, or null where it goes on.</summary>
    /// <exception cref="SpeechException">The scores are not numbers, or leave no token to write.</exception>
    public Hypothesis? Write(RunningHypothesis text, Span<float> scores, int audio)
    {
        int token = Choose(text.History, scores, audio);
        float sum = text.SumLogProbability + (scores[token] - LogSumExp.Of(scores));
        if (!float.IsFinite(sum))
            throw SearchGuard.NothingToWrite(scores);
        if (token == options.EndOfText)
            return text.End(sum, sum / (text.Length + 1));
        text.Append(token, sum);
        return text.IsFull ? text.Stop(sum / (text.Length + 1)) : null;
    }
}
