namespace Speech.Sdk.Decoding;

/// <summary>Writes one token a step, which <paramref name="chooser"/> chooses; log-probabilities are those of the processed scores.</summary>
internal sealed class GreedySearch(SearchOptions options, ITokenChooser chooser) : ITokenSearch
{
    private readonly ILogitsProcessor[] _processors = [.. options.Processors];

    public IReadOnlyList<IReadOnlyList<Hypothesis>> Run(
        IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts, CancellationToken cancellationToken)
    {
        int count = SearchGuard.CheckedRows(state, prompts);
        var texts = new RunningHypothesis[count];
        for (int i = 0; i < count; i++)
            texts[i] = new(prompts[i].Span, options.Limit(prompts[i].Length));

        int[] audioOfRow = [.. Enumerable.Range(0, count)];
        var tokens = new int[count];
        var parents = new int[count];
        for (int rows = count; rows > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int next = 0;
            for (int row = 0; row < rows; row++)
            {
                int audio = audioOfRow[row];
                int token = Step(texts[audio], state.Logits(row), audio);
                if (token == options.EndOfText || texts[audio].IsFull)
                    continue;
                (audioOfRow[next], tokens[next], parents[next]) = (audio, token, row);
                next++;
            }

            if (next > 0)
                state.Advance(tokens.AsSpan(0, next), parents.AsSpan(0, next), cancellationToken);
            rows = next;
        }

        return [.. texts.Select(text => (IReadOnlyList<Hypothesis>)[text.ToGreedy(ended: text.LastToken == options.EndOfText)])];
    }

    private int Step(RunningHypothesis text, Span<float> scores, int audio)
    {
        foreach (ILogitsProcessor processor in _processors)
            processor.Process(scores, text.History);
        int token = chooser.Choose(scores, audio);
        float logProbability = scores[token] - LogSumExp.Of(scores);
        if (!float.IsFinite(logProbability))
            throw SearchGuard.NothingToWrite(scores);
        text.Append(token, text.SumLogProbability + logProbability);
        return token;
    }
}
