namespace Speech.Sdk.Decoding;

/// <summary>
/// Follows the BeamSize best beginnings of each audio's text, in transformers' convention or, with
/// <see cref="BeamStopping.Patience"/>, in openai-whisper's; the two differ in what <see cref="IFinishedHypotheses"/> decides and
/// in whether rules apply before or after the softmax.
/// </summary>
internal sealed class BeamSearch(SearchOptions options) : ITokenSearch
{
    private readonly ILogitsProcessor[] _processors = [.. options.Processors];

    public IReadOnlyList<IReadOnlyList<Hypothesis>> Run(
        IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts, CancellationToken cancellationToken)
    {
        int count = SearchGuard.CheckedRows(state, prompts);
        AudioBeams[] audios = [.. prompts.Select(prompt => new AudioBeams(options, _processors, prompt.Span))];
        AudioBeams[] running = [.. audios];
        int size = options.BeamSize;
        var tokens = new int[count * size];
        var parents = new int[count * size];
        int rowsPerAudio = 1;
        while (count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int next = 0;
            for (int i = 0; i < count; i++)
            {
                if (!running[i].Step(state, i * rowsPerAudio))
                    continue;
                running[i].WriteRows(tokens.AsSpan(next * size, size), parents.AsSpan(next * size, size), i * rowsPerAudio);
                running[next++] = running[i];
            }

            if (next > 0)
                state.Advance(tokens.AsSpan(0, next * size), parents.AsSpan(0, next * size), cancellationToken);
            (count, rowsPerAudio) = (next, size);
        }

        return [.. audios.Select(audio => audio.Rank())];
    }
}
