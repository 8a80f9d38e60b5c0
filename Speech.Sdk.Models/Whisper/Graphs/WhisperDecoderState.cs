using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Runs the decoder over rows of hypotheses. Everything is bound once and again only when the number of rows or the cache's
/// capacity changes, so a step makes no managed allocation.
/// </summary>
/// <remarks>
/// Kernels of quantized products take rows in pairs; one left over is summed in another order, and the difference grows from layer to layer.
/// So the graph sees an even number of rows, with a window behind the others that nobody reads where it must, or a window alone
/// (<see cref="DecoderRuns"/>), and no row's scores depend on how many there are.
/// </remarks>
internal sealed class WhisperDecoderState : IWhisperDecoderState, IDraftableState
{
    private readonly WhisperGraphs _graphs;
    private readonly EncodedWindows _windows;
    private readonly InferenceCall _call;
    private readonly DecoderRows _rows;
    private readonly SelfAttentionCache _cache;
    private readonly DecoderTensors _tensors;
    private readonly DecoderRuns _runs;
    private int _scoresPerRow = 2;
    private bool _atPrompt = true;

    public WhisperDecoderState(
        WhisperGraphs graphs, EncodedWindows windows, IReadOnlyList<int> decoded, InferenceCall call, int rowsPerWindow, int promptLength)
    {
        _graphs = graphs;
        _windows = windows;
        _call = call;
        // Windows that are run alone need no companion.
        bool alone = rowsPerWindow > 1 && graphs.TakesOneWindow;
        int rows = (alone ? decoded.Count : WindowSlots.For(decoded.Count)) * rowsPerWindow;
        _rows = new DecoderRows(windows, decoded, rows);
        _cache = windows.LendCache(rows, promptLength);
        try
        {
            _tensors = new DecoderTensors(graphs.Config.VocabularySize, rows, Math.Max(decoded.Count * promptLength, rows), graphs.Decoder.Memory);
        }
        catch
        {
            _cache.Dispose();
            throw;
        }

        _runs = new DecoderRuns(graphs, windows, _cache, _tensors, _rows.FirstSlot);
    }

    /// <summary>What the decoder's last run read and wrote.</summary>
    public IReadOnlyList<BoundTensor> Bound => _runs.Bound;

    public int VocabularySize => _graphs.Config.VocabularySize;

    public int Rows => _rows.Count;

    public Span<float> Logits(int row) => _tensors.Scores((_rows.Slotted(row) * _scoresPerRow) + _scoresPerRow - 1);

    public ReadOnlySpan<float> PromptLogits(int window) => _atPrompt
        ? _tensors.Scores(2 * _rows.Slot(window))
        : throw new InvalidOperationException("The prompt's scores were overwritten by the first step.");

    /// <summary>Feeds the windows' prompts, before any step.</summary>
    public void Prefill(IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions) =>
        new PromptFeed(_call, _runs, _tensors, _rows, _graphs.MostQueries).Feed(prompts, scoredPositions);

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> sources = _rows.Arrange(parents, out int kept);
        _cache.Gather(sources, kept);
        int longest = 0;
        Span<int> lengths = _rows.Lengths;
        Span<long> ids = _tensors.Ids;
        Span<long> positions = _tensors.Positions;
        Span<int> lastPositions = _tensors.LastPositions;
        Span<long> scored = _tensors.Scored;
        for (int row = 0; row < tokens.Length; row++)
        {
            int slotted = _rows.Slotted(row);
            ids[slotted] = tokens[row];
            positions[slotted] = lengths[slotted];
            lastPositions[slotted] = lengths[slotted];
            scored[slotted] = 0;
            longest = Math.Max(longest, ++lengths[slotted]);
        }

        if (longest > _cache.Capacity)
        {
            _runs.Unbind();
            _cache.Grow(longest - 1);
        }

        _tensors.Longest = longest;
        (_scoresPerRow, _atPrompt) = (1, false);
        _runs.Run(_call, Step());
    }

    public void Extend(ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        if (Rows != 1)
            throw new InvalidOperationException($"The decoder has {Rows} rows; only one row takes several tokens in a run.");
        cancellationToken.ThrowIfCancellationRequested();
        int before = _rows.Lengths[0];
        Reserve(tokens.Length, before, before + tokens.Length);
        for (int token = 0; token < tokens.Length; token++)
        {
            _tensors.Ids[token] = tokens[token];
            _tensors.Positions[token] = before + token;
        }

        _rows.Lengths[0] = before + tokens.Length;
        (_scoresPerRow, _atPrompt) = (tokens.Length, false);
        for (int first = 0; first < tokens.Length; first += _graphs.MostQueries)
        {
            int count = Math.Min(_graphs.MostQueries, tokens.Length - first);
            for (int token = 0; token < count; token++)
                _tensors.Scored[first + token] = token;
            _tensors.Reach(row: 0, before + first + count);
            _runs.Run(_call, tokens.Length == 1 ? Step() : new DecoderRun(0, 1, 1, first, count, first, count));
            if (count < _graphs.MostQueries)
                break;
        }
    }

    public Span<float> ScoresAfter(int token) => _tensors.Scores(token);

    // The cache is written anew from there on; what lies beyond a row's length is not read.
    public void Truncate(int length) => _rows.Lengths[0] = Math.Min(length, _rows.Lengths[0]);

    public void Dispose()
    {
        _runs.Dispose();
        _windows.TakeBack(_cache);
        _tensors.Dispose();
    }

    /// <summary>Makes room for a run of some tokens of one row, which bring its length from one to the other.</summary>
    private void Reserve(int tokens, int before, int after)
    {
        if (after > _cache.Capacity)
        {
            _runs.Unbind();
            while (after > _cache.Capacity)
                _cache.Grow(before);
        }

        if (_tensors.Holds(tokens))
            return;
        _runs.Unbind();
        _tensors.Grow(tokens);
    }

    /// <summary>
    /// One token of every row. Rows of several windows that are run together get a window more where they are odd in number; a window that is run alone
    /// has the same rows in every batch.
    /// </summary>
    private DecoderRun Step()
    {
        bool alone = _rows.PerWindow > 1 && _graphs.TakesOneWindow;
        int windows = _rows.Windows + (alone ? 0 : Rows % 2);
        _tensors.Accompany(Rows, windows * _rows.PerWindow);
        return new DecoderRun(0, windows, _rows.PerWindow, 0, 1, 0, 1) { Companions = windows - _rows.Windows };
    }
}
