namespace Speech.Sdk.Decoding;

/// <summary>
/// Writes one token a step, the most probable. Log-probabilities are those of the processed scores, and a
/// hypothesis' score is its average, as in openai-whisper.
/// </summary>
internal sealed class GreedySearch(SearchOptions options) : ITokenSearch
{
    private readonly GreedyStep _step = new(options);

    public IReadOnlyList<IReadOnlyList<Hypothesis>> Run(
        IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts, CancellationToken cancellationToken)
    {
        int count = SearchGuard.CheckedRows(state, prompts);
        var found = new Hypothesis[count];
        var texts = new RunningHypothesis[count];
        for (int i = 0; i < count; i++)
            texts[i] = new(prompts[i].Span, options.Limit(prompts[i].Length), options.Repetition);

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
                if (_step.Write(texts[audio], state.Logits(row)) is Hypothesis finished)
                {
                    found[audio] = finished;
                    continue;
                }

                (audioOfRow[next], tokens[next], parents[next]) = (audio, texts[audio].LastToken, row);
                next++;
            }

            if (next > 0)
                state.Advance(tokens.AsSpan(0, next), parents.AsSpan(0, next), cancellationToken);
            rows = next;
        }

        return [.. found.Select(hypothesis => (IReadOnlyList<Hypothesis>)[hypothesis])];
    }
}
