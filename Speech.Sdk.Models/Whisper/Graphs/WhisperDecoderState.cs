using Microsoft.ML.OnnxRuntime;
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
/// another order, and the difference grows from layer to layer. So the graph always sees an even number of rows, with a window
/// behind the others that nobody reads where it must, and no row's scores depend on how many there are.
/// </remarks>
internal sealed class WhisperDecoderState : IWhisperDecoderState, IDraftableState
{
    private readonly WhisperGraphs _graphs;
    private readonly EncodedWindows _windows;
    private readonly InferenceCall _call;
    private readonly SelfAttentionCache _cache;
    private readonly DecoderTensors _tensors;
    private readonly OrtIoBinding _binding;
    private readonly ViewSet _views = new();

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
    private (int Rows, int Tokens, int Capacity) _bound;

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
        _tensors = new DecoderTensors(graphs.Config.VocabularySize, rows, Math.Max(decoded.Count * promptLength, rows));
        _binding = graphs.Decoder.Native.CreateIoBinding();
        _lengths = new int[rows];
        _nextLengths = new int[rows];
        _sources = new int[rows];
    }

    public int VocabularySize => _graphs.Config.VocabularySize;

    public int Rows => _windowCount * _rowsPerWindow;

    public Span<float> Logits(int row) => _tensors.Scores((Slotted(row) * _scoresPerRow) + _scoresPerRow - 1);

    public ReadOnlySpan<float> PromptLogits(int window) => _atPrompt
        ? _tensors.Scores(2 * Slot(_prompted[window]))
        : throw new InvalidOperationException("The prompt's scores were overwritten by the first step.");

    /// <summary>How many tokens of each prompt the graph sees: an even number, see the remarks.</summary>
    public static int PromptLength(IReadOnlyList<int[]> prompts) => (prompts.Max(prompt => prompt.Length) + 1) / 2 * 2;

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

        _tensors.Longest = length;
        Bind(length);
        _call.Run(_graphs.Decoder, _binding);
        _bound = default;
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
            Unbind();
            _cache.Grow(longest - 1);
        }

        _tensors.Longest = longest;
        (_scoresPerRow, _atPrompt) = (1, false);
        AccompanyOddRow(tokensPerRow: 1);
        // Off the processor a binding is a snapshot: inputs go to the device when they are bound, not when the graph runs.
        if (_bound != (Rows, 1, _cache.Capacity) || _graphs.Provider != ExecutionProvider.Cpu)
        {
            Bind(tokensPerRow: 1);
            _bound = (Rows, 1, _cache.Capacity);
        }

        _call.Run(_graphs.Decoder, _binding);
    }

    public void Extend(ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        if (Rows != 1)
            throw new InvalidOperationException($"The decoder has {Rows} rows; only one row takes several tokens in a run.");
        cancellationToken.ThrowIfCancellationRequested();
        int before = _lengths[0];
        int after = before + tokens.Length;
        Reserve(tokens.Length, before, after);
        for (int token = 0; token < tokens.Length; token++)
        {
            _tensors.Ids[token] = tokens[token];
            _tensors.Positions[token] = before + token;
            _tensors.Scored[token] = token;
        }

        _lengths[0] = after;
        _tensors.LastPositions[0] = after - 1;
        _tensors.Longest = after;
        (_scoresPerRow, _atPrompt) = (tokens.Length, false);
        AccompanyOddRow(tokens.Length);
        if (_bound != (1, tokens.Length, _cache.Capacity) || _graphs.Provider != ExecutionProvider.Cpu)
        {
            Bind(tokens.Length);
            _bound = (1, tokens.Length, _cache.Capacity);
        }

        _call.Run(_graphs.Decoder, _binding);
    }

    public Span<float> ScoresAfter(int token) => _tensors.Scores(token);

    // The cache is written anew from there on; what lies beyond a row's length is not read.
    public void Truncate(int length) => _lengths[0] = Math.Min(length, _lengths[0]);

    public void Dispose()
    {
        _binding.Dispose();
        _views.Dispose();
        _cache.Dispose();
        _tensors.Dispose();
    }

    private int Slot(int window) => _windows.Slots[window] - _firstSlot;

    private int Slotted(int row) => (Slot(_window[row / _rowsPerWindow]) * _rowsPerWindow) + (row % _rowsPerWindow);

    /// <summary>Makes room for a run of some tokens of one row, which bring its length from one to the other.</summary>
    private void Reserve(int tokens, int before, int after)
    {
        if (after > _cache.Capacity)
        {
            Unbind();
            while (after > _cache.Capacity)
                _cache.Grow(before);
        }

        if (_tensors.Holds(tokens))
            return;
        Unbind();
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

    private int RunWindows(int tokensPerRow) => _windowCount + (tokensPerRow == 1 ? Rows % 2 : 0);

    private void AccompanyOddRow(int tokensPerRow) => _tensors.CopyFirstRow(Rows, RunWindows(tokensPerRow) * _rowsPerWindow);

    private void Bind(int tokensPerRow)
    {
        Unbind();
        int windows = RunWindows(tokensPerRow);
        int rows = windows * _rowsPerWindow;
        _tensors.Bind(_binding, _views, rows, tokensPerRow, _scoresPerRow);
        _windows.Bind(_binding, _views, _firstSlot, windows);
        _cache.Bind(_binding, _views, rows);
    }

    private void Unbind()
    {
        _binding.ClearBoundInputs();
        _binding.ClearBoundOutputs();
        _views.Dispose();
        _bound = default;
    }
}
