using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Runs the decoder over rows of hypotheses. Everything is bound once and again only when the number of rows or the cache's
/// capacity changes, so a step makes no managed allocation.
/// </summary>
/// <remarks>
/// Rows are numbered by the search in the order of the windows still decoded; the graph sees them by slot, where the windows
/// that are still decoded occupy the first slots. Kernels of quantized products take rows in pairs; one left over is summed in
/// another order, and the difference grows from layer to layer. So the graph sees an even number of rows, with a window
/// behind the others that nobody reads where it must, or a window alone (<see cref="DecoderRuns"/>), and no row's scores depend on how many there are.
/// </remarks>
internal sealed class WhisperDecoderState : IWhisperDecoderState, IDraftableState
{
    private readonly WhisperGraphs _graphs;
    private readonly EncodedWindows _windows;
    private readonly InferenceCall _call;
    private readonly SelfAttentionCache _cache;
    private readonly DecoderTensors _tensors;
    private readonly DecoderRuns _runs;

    // Which of the batch's windows are decoded, in the search's order: all of them, and those that go on.
    private readonly int[] _prompted;
    private readonly int[] _window;
    private readonly int[] _lengths;
    private readonly int[] _nextLengths;
    private readonly int[] _sources;
    private int _windowCount;
    private int _rowsPerWindow = 1;
    private int _scoresPerRow = 2;
    private readonly int _firstSlot;
    private bool _atPrompt = true;

    public WhisperDecoderState(
        WhisperGraphs graphs, EncodedWindows windows, IReadOnlyList<int> decoded, InferenceCall call, int rowsPerWindow, int promptLength)
    {
        _graphs = graphs;
        _windows = windows;
        _call = call;
        _windowCount = decoded.Count;
        _firstSlot = windows.FirstSlot(decoded.Count, decoded[0]);
        _prompted = [.. decoded];
        _window = [.. decoded];
        int rows = (decoded.Count + 1) * rowsPerWindow;
        _cache = new SelfAttentionCache(graphs, rows, promptLength);
        _tensors = new DecoderTensors(graphs.Config.VocabularySize, rows, Math.Max(decoded.Count * promptLength, rows), graphs.Decoder.Memory);
        _runs = new DecoderRuns(graphs, windows, _cache, _tensors, _firstSlot);
        _lengths = new int[rows];
        _nextLengths = new int[rows];
        _sources = new int[rows];
    }

    /// <summary>What the decoder's last run read and wrote.</summary>
    public IReadOnlyList<BoundTensor> Bound => _runs.Bound;

    public int VocabularySize => _graphs.Config.VocabularySize;

    public int Rows => _windowCount * _rowsPerWindow;

    public Span<float> Logits(int row) => _tensors.Scores((Slotted(row) * _scoresPerRow) + _scoresPerRow - 1);

    public ReadOnlySpan<float> PromptLogits(int window) => _atPrompt
        ? _tensors.Scores(2 * Slot(_prompted[window]))
        : throw new InvalidOperationException("The prompt's scores were overwritten by the first step.");

    /// <summary>How many tokens of each prompt the graph sees: an even number, see the remarks.</summary>
    public static int PromptLength(IReadOnlyList<int[]> prompts) => Even(prompts.Max(prompt => prompt.Length));

    /// <summary>Feeds the prompts, padded on the right; what the padding writes to the cache is overwritten by the steps.</summary>
    public void Prefill(IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions)
    {
        int length = PromptLength(prompts);
        Span<long> ids = _tensors.Ids;
        Span<long> positions = _tensors.Positions;
        Span<long> scored = _tensors.Scored;
        for (int window = 0; window < prompts.Count; window++)
        {
            int[] prompt = prompts[window];
            int row = Slot(_prompted[window]);
            for (int position = 0; position < length; position++)
            {
                ids[(row * length) + position] = prompt[Math.Min(position, prompt.Length - 1)];
                positions[(row * length) + position] = position;
            }

            _lengths[row] = prompt.Length;
            _tensors.LastPositions[row] = prompt.Length - 1;
            scored[2 * row] = scoredPositions[window];
            scored[(2 * row) + 1] = prompt.Length - 1;
        }

        if (length > _graphs.MostQueries)
        {
            for (int row = 0; row < prompts.Count; row++)
                PrefillAlone(row, row * length);
            return;
        }

        PrefillWhole(0, prompts.Count, 0, length);
    }

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken)
    {
        Arrange(parents);
        int longest = 0;
        Span<long> ids = _tensors.Ids;
        Span<long> positions = _tensors.Positions;
        Span<int> lastPositions = _tensors.LastPositions;
        Span<long> scored = _tensors.Scored;
        for (int row = 0; row < tokens.Length; row++)
        {
            int slotted = Slotted(row);
            ids[slotted] = tokens[row];
            positions[slotted] = _lengths[slotted];
            lastPositions[slotted] = _lengths[slotted];
            scored[slotted] = 0;
            longest = Math.Max(longest, ++_lengths[slotted]);
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
        int before = _lengths[0];
        Reserve(tokens.Length, before, before + tokens.Length);
        for (int token = 0; token < tokens.Length; token++)
        {
            _tensors.Ids[token] = tokens[token];
            _tensors.Positions[token] = before + token;
        }

        (_scoresPerRow, _atPrompt) = (tokens.Length, false);
        for (int first = 0; first < tokens.Length; first += _graphs.MostQueries)
        {
            int count = Math.Min(_graphs.MostQueries, tokens.Length - first);
            for (int token = 0; token < count; token++)
                _tensors.Scored[first + token] = token;
            Reach(row: 0, before + first + count);
            _runs.Run(_call, tokens.Length == 1 ? Step() : new DecoderRun(0, 1, 1, first, count, first, count));
            if (count < _graphs.MostQueries)
                break;
        }
    }

    public Span<float> ScoresAfter(int token) => _tensors.Scores(token);

    // The cache is written anew from there on; what lies beyond a row's length is not read.
    public void Truncate(int length) => _lengths[0] = Math.Min(length, _lengths[0]);

    public void Dispose()
    {
        _runs.Dispose();
        _cache.Dispose();
        _tensors.Dispose();
    }

    private static int Even(int length) => (length + 1) / 2 * 2;

    private int Slot(int window) => _windows.Slots[window] - _firstSlot;

    private int Slotted(int row) => (Slot(_window[row / _rowsPerWindow]) * _rowsPerWindow) + (row % _rowsPerWindow);

    /// <summary>Feeds prompts in one run.</summary>
    private void PrefillWhole(int firstRow, int rows, int firstToken, int length)
    {
        _tensors.Longest = length;
        _runs.Run(_call, new DecoderRun(firstRow, rows, 1, firstToken, length, 2 * firstRow, 2));
    }

    /// <summary>Feeds a row's prompt in as many runs as it takes; what it gets does not depend on the other rows.</summary>
    private void PrefillAlone(int row, int firstToken)
    {
        int length = _lengths[row];
        if (length <= _graphs.MostQueries)
        {
            PrefillWhole(row, 1, firstToken, Even(length));
            return;
        }

        Span<long> scored = _tensors.Scored.Slice(2 * row, 2);
        (int start, int last) = ((int)scored[0], (int)scored[1]);
        for (int first = 0; first < length; first += _graphs.MostQueries)
        {
            int count = Math.Min(_graphs.MostQueries, length - first);
            bool holdsStart = start >= first && start < first + count;
            bool holdsLast = first + count == length;
            Reach(row, first + count);
            scored[0] = start - first;
            scored[1] = last - first;
            // The scores that are wanted; where neither is, any, which those of the last part replace.
            (int score, int scores) = holdsStart && holdsLast ? (0, 2) : holdsStart ? (0, 1) : (1, 1);
            if (!holdsStart && !holdsLast)
                scored[1] = 0;
            _runs.Run(_call, new DecoderRun(row, 1, 1, firstToken + first, count, (2 * row) + score, scores));
        }
    }

    /// <summary>A row has so many tokens after the next run, which is of this row alone.</summary>
    private void Reach(int row, int length)
    {
        _lengths[row] = length;
        _tensors.LastPositions[row] = length - 1;
        _tensors.Longest = length;
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

    /// <summary>Gives every new row its parent's tokens and moves the windows that go on to the first slots.</summary>
    private void Arrange(ReadOnlySpan<int> parents)
    {
        // Where the parents' caches lie now, before any window moves; a swap moves only the cross-attention.
        for (int row = 0; row < parents.Length; row++)
            _sources[row] = Slotted(parents[row]);

        int windows = 0;
        int rowsPerWindow = parents.Length / CountWindows(parents);
        for (int row = 0; row < parents.Length; row += rowsPerWindow)
            _window[windows++] = _window[parents[row] / _rowsPerWindow];
        if (_prompted.Length > 1)
            _windows.Gather(_window.AsSpan(0, windows));
        _windowCount = windows;
        _rowsPerWindow = rowsPerWindow;

        Span<int> slotted = stackalloc int[parents.Length];
        for (int row = 0; row < parents.Length; row++)
        {
            int target = Slotted(row);
            slotted[target] = _sources[row];
            _nextLengths[target] = _lengths[_sources[row]];
        }

        int longest = 0;
        for (int row = 0; row < parents.Length; row++)
            longest = Math.Max(longest, _lengths[row] = _nextLengths[row]);
        _cache.Gather(slotted, longest);
    }

    /// <summary>How many windows the new rows belong to: a run of parents in one window's rows is one window.</summary>
    private int CountWindows(ReadOnlySpan<int> parents)
    {
        int count = 1;
        for (int row = 1; row < parents.Length; row++)
            count += parents[row] / _rowsPerWindow == parents[row - 1] / _rowsPerWindow ? 0 : 1;
        return count;
    }

    /// <summary>
    /// One token of every row. Rows of several windows that are run together get a window more where they are odd in number; a window that is run alone
    /// has the same rows in every batch.
    /// </summary>
    private DecoderRun Step()
    {
        bool alone = _rowsPerWindow > 1 && _runs.TakesOneWindow;
        int windows = _windowCount + (alone ? 0 : Rows % 2);
        _tensors.CopyFirstRow(Rows, windows * _rowsPerWindow);
        return new DecoderRun(0, windows, _rowsPerWindow, 0, 1, 0, 1);
    }
}
