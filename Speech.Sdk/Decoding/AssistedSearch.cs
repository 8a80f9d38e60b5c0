namespace Speech.Sdk.Decoding;

/// <summary>
/// Greedy search in which a small model drafts and the large one verifies (Leviathan et al. 2022, at temperature 0): the draft
/// proposes some tokens, one run of the main model scores them all, and as many as it would have written itself are kept, with
/// the token that it writes after them. The text and its log-probabilities are the main model's own, whatever the draft says.
/// </summary>
internal sealed class AssistedSearch(SearchOptions options)
{
    // Proposals grow while all are accepted and shrink when one is not (as transformers' "heuristic" schedule).
    private const int FirstProposal = 5;
    private const int LongestProposal = 20;

    private readonly GreedyStep _step = new(options);

    /// <param name="state">The main model, which holds the prompt.</param>
    /// <param name="draft">The draft, which holds the same prompt and has the same vocabulary.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="cancellationToken">Stops between two runs at the latest.</param>
    /// <exception cref="SpeechException">The main model's scores are not numbers, or the options leave no token to write.</exception>
    public AssistedText Run(IDraftableState state, IDraftableState draft, ReadOnlySpan<int> prompt, CancellationToken cancellationToken)
    {
        int limit = options.Limit(prompt.Length);
        var text = new RunningHypothesis(prompt, limit, options.Repetition);
        var drafted = new DraftedTokens(draft, _step, options.EndOfText, prompt, limit);
        (int runs, int proposed, int accepted, int size) = (1, 0, 0, FirstProposal);
        Hypothesis? finished = _step.Write(text, state.Logits(0));
        while (finished is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The last token that fits is the main model's own.
            ReadOnlySpan<int> tokens = drafted.Propose(text, Math.Min(size, text.Room - 1), cancellationToken);
            state.Extend(tokens, cancellationToken);
            int agreed = 0;
            finished = _step.Write(text, state.ScoresAfter(0));
            while (finished is null && agreed < tokens.Length - 1 && text.LastToken == tokens[agreed + 1])
                finished = _step.Write(text, state.ScoresAfter(++agreed));

            state.Truncate(prompt.Length + text.Length - 1);
            size = agreed == tokens.Length - 1 ? Math.Min(size + 2, LongestProposal) : Math.Max(size - 1, 1);
            (runs, proposed, accepted) = (runs + 1, proposed + tokens.Length - 1, accepted + agreed);
        }

        return new AssistedText(finished, runs, proposed, accepted);
    }
}
