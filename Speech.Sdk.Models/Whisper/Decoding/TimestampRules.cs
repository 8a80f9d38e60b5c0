using System.Numerics.Tensors;
using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Decoding;

/// <summary>
/// Whisper's grammar of time tokens (openai-whisper's ApplyTimestampRules): a text begins with one, they come in pairs or before
/// the end of text, they never go back, and one is written where together they are likelier than any other token.
/// </summary>
/// <param name="firstTimestamp">The token of 0.00 s; every token from it on is a time.</param>
/// <param name="endOfText">The token that ends a text; text tokens lie below it.</param>
/// <param name="noTimestamps">The token that asks for a text without times.</param>
/// <param name="maxInitialTimestamp">The latest first time, in steps of 0.02 s; null: any.</param>
internal sealed class TimestampRules(int firstTimestamp, int endOfText, int noTimestamps, int? maxInitialTimestamp) : ILogitsProcessor
{
    public void Process(Span<float> scores, TokenHistory history)
    {
        scores[noTimestamps] = float.NegativeInfinity;
        ReadOnlySpan<int> written = history.Written;
        if (written.IsEmpty)
            Begin(scores);
        else
            Continue(scores, written);

        Span<float> others = scores[..firstTimestamp];
        if (LogSumExp.Of(scores[firstTimestamp..]) > TensorPrimitives.Max(others))
            others.Fill(float.NegativeInfinity);
    }

    private void Begin(Span<float> scores)
    {
        scores[..firstTimestamp].Fill(float.NegativeInfinity);
        if (maxInitialTimestamp is int latest && firstTimestamp + latest + 1 < scores.Length)
            scores[(firstTimestamp + latest + 1)..].Fill(float.NegativeInfinity);
    }

    private void Continue(Span<float> scores, ReadOnlySpan<int> written)
    {
        bool afterTime = written[^1] >= firstTimestamp;
        bool afterPair = afterTime && (written.Length < 2 || written[^2] >= firstTimestamp);
        if (afterPair)
            scores[firstTimestamp..].Fill(float.NegativeInfinity);
        else if (afterTime)
            scores[..endOfText].Fill(float.NegativeInfinity);

        int last = written.LastIndexOfAnyInRange(firstTimestamp, int.MaxValue);
        if (last < 0)
            return;
        // A segment that has begun must not end where it began; one that has ended may be followed at once.
        int earliest = afterTime && !afterPair ? written[last] : written[last] + 1;
        scores[firstTimestamp..earliest].Fill(float.NegativeInfinity);
    }
}
