namespace Speech.Sdk.Decoding;

/// <summary>
/// Several independent texts an audio, each token drawn from softmax(scores / temperature); the likeliest text comes first. Log-probabilities
/// are those of the scores themselves, as in openai-whisper.
/// </summary>
/// <param name="options">Limits, processors, and the length penalty that texts are ranked by; openai-whisper: 1, the average.</param>
/// <param name="temperature">Above 0.</param>
/// <param name="texts">Texts an audio.</param>
/// <param name="keys">For each audio what its random numbers follow from, so that they do not depend on the other audios.</param>
internal sealed class SamplingSearch(SearchOptions options, double temperature, int texts, IReadOnlyList<ulong> keys) : ITokenSearch
{
    private readonly ILogitsProcessor[] _processors = [.. options.Processors];

    public IReadOnlyList<IReadOnlyList<Hypothesis>> Run(
        IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts, CancellationToken cancellationToken)
    {
        int count = SearchGuard.CheckedRows(state, prompts);
        SampledText[] rows =
        [
            .. from audio in Enumerable.Range(0, count)
               from text in Enumerable.Range(0, texts)
               select new SampledText(new(prompts[audio].Span, options.Limit(prompts[audio].Length), options.Repetition), new RandomNumbers(keys[audio], text), audio),
        ];
        var sampler = new TokenSampler(state.VocabularySize, temperature);
        SampledText[] open = rows;
        int[] source = [.. rows.Select(row => row.Audio)];
        while (open.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteTokens(state, open, source, sampler);

            // An audio goes on with all of its rows, finished ones too, until the last of them has finished.
            bool[] goesOn = new bool[count];
            foreach (SampledText row in open)
                goesOn[row.Audio] |= row.Finished is null;
            int[] parents = [.. Enumerable.Range(0, open.Length).Where(row => goesOn[open[row].Audio])];
            SampledText[] next = [.. parents.Select(row => open[row])];
            if (next.Length > 0)
                state.Advance([.. next.Select(row => row.Finished is null ? row.Text.LastToken : options.EndOfText)], [.. parents.Select(row => source[row])], cancellationToken);
            open = next;
            source = [.. Enumerable.Range(0, next.Length)];
        }

        return [.. rows.Chunk(texts).Select(audio => (IReadOnlyList<Hypothesis>)[.. audio.Select(row => row.Finished!).OrderByDescending(text => text.Score)])];
    }

    private void WriteTokens(IDecoderState state, SampledText[] rows, int[] source, TokenSampler sampler)
    {
        // All texts of an audio begin with the same scores, which are processed once.
        int processed = -1;
        for (int index = 0; index < rows.Length; index++)
        {
            SampledText row = rows[index];
            if (row.Finished is not null)
                continue;
            Span<float> scores = state.Logits(source[index]);
            if (processed != source[index])
            {
                processed = source[index];
                foreach (ILogitsProcessor processor in _processors)
                    processor.Process(scores, row.Text.History);
            }

            int token = sampler.Draw(scores, row.Random);
            float sum = row.Text.SumLogProbability + (scores[token] - LogSumExp.Of(scores));
            if (!float.IsFinite(sum))
                throw SearchGuard.NothingToWrite(scores);
            if (token == options.EndOfText)
            {
                row.Finished = row.Text.End(sum, Score(sum, row.Text.Length));
                continue;
            }

            row.Text.Append(token, sum);
            // A loop ranks as it would at its limit, so that the others' ranks do not depend on where it was stopped.
            if (row.Text.IsOver)
                row.Finished = row.Text.Stop(Score(row.Text.SumAtLimit, row.Text.Length + row.Text.Room));
        }
    }

    // openai-whisper's MaximumLikelihoodRanker: the plain length, or Google NMT's penalty where another exponent was asked for.
    private float Score(float sum, int length) =>
        sum / (float)(options.LengthPenalty == 1 ? Math.Max(length, 1) : Math.Pow((5 + length) / 6.0, options.LengthPenalty));

    private sealed class SampledText(RunningHypothesis text, RandomNumbers random, int audio)
    {
        public RunningHypothesis Text { get; } = text;

        public RandomNumbers Random { get; } = random;

        public int Audio { get; } = audio;

        public Hypothesis? Finished { get; set; }
    }
}
