using System.Numerics.Tensors;

namespace Speech.Sdk.Decoding;

/// <summary>One token of a greedy search: the most probable one of the processed scores, of equal ones the first, with its log-probability.</summary>
internal sealed class GreedyStep(SearchOptions options)
{
    private readonly ILogitsProcessor[] _processors = [.. options.Processors];

    /// <summary>The token that follows; <paramref name="scores"/> become the processed ones.</summary>
    public int Choose(TokenHistory history, Span<float> scores)
    {
        foreach (ILogitsProcessor processor in _processors)
            processor.Process(scores, history);
        return TensorPrimitives.IndexOfMax<float>(scores);
    }

    /// <summary>Writes a token; returns the finished text, or null where it goes on.</summary>
    /// <exception cref="SpeechException">The scores are not numbers, or leave no token to write.</exception>
    public Hypothesis? Write(RunningHypothesis text, Span<float> scores)
    {
        int token = Choose(text.History, scores);
        float sum = text.SumLogProbability + (scores[token] - LogSumExp.Of(scores));
        if (!float.IsFinite(sum))
            throw SearchGuard.NothingToWrite(scores);
        if (token == options.EndOfText)
            return text.End(sum, sum / (text.Length + 1));
        text.Append(token, sum);
        return text.IsOver ? text.Stop(sum / (text.Length + 1)) : null;
    }
}
