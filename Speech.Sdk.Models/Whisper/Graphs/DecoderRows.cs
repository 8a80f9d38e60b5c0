namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Which rows there are and where they lie. The search numbers them in the order of the windows still decoded; the graph sees them by slot, where the windows
/// that are still decoded occupy the first slots.
/// </summary>
internal sealed class DecoderRows
{
    private readonly EncodedWindows _windows;

    // Which of the batch's windows are decoded, in the search's order: all of them, and those that go on.
    private readonly int[] _prompted;
    private readonly int[] _window;
    private readonly int[] _lengths;
    private readonly int[] _nextLengths;
    private readonly int[] _parentSlots;
    private readonly int[] _sources;

    /// <param name="windows">The batch.</param>
    /// <param name="decoded">Which of its windows are decoded.</param>
    /// <param name="most">The most rows that there will be.</param>
    public DecoderRows(EncodedWindows windows, IReadOnlyList<int> decoded, int most)
    {
        _windows = windows;
        _prompted = [.. decoded];
        _window = [.. decoded];
        Windows = decoded.Count;
        FirstSlot = windows.FirstSlot(decoded.Count, decoded[0]);
        _lengths = new int[most];
        _nextLengths = new int[most];
        _parentSlots = new int[most];
        _sources = new int[most];
    }

    /// <summary>The batch's slot that is the decoder's first.</summary>
    public int FirstSlot { get; }

    /// <summary>Windows that are still decoded.</summary>
    public int Windows { get; private set; }

    public int PerWindow { get; private set; } = 1;

    public int Count => Windows * PerWindow;

    /// <summary>How many tokens each row has, as the graph sees the rows.</summary>
    public Span<int> Lengths => _lengths;

    /// <summary>Where a window lies, as numbered at the start.</summary>
    public int Slot(int window) => SlotOf(_prompted[window]);

    /// <summary>Which of the graph's rows is the search's.</summary>
    public int Slotted(int row) => (SlotOf(_window[row / PerWindow]) * PerWindow) + (row % PerWindow);

    /// <summary>Gives every new row its parent's tokens and moves the windows that go on to the first slots.</summary>
    /// <param name="parents">The search's row that each new one goes on from.</param>
    /// <param name="longest">Tokens of the longest row.</param>
    /// <returns>For each of the graph's rows the one that it was before, whose cache it goes on with.</returns>
    public ReadOnlySpan<int> Arrange(ReadOnlySpan<int> parents, out int longest)
    {
        // Where the parents' caches lie now, before any window moves; a swap moves only the cross-attention.
        for (int row = 0; row < parents.Length; row++)
            _parentSlots[row] = Slotted(parents[row]);

        int windows = 0;
        int perWindow = parents.Length / CountWindows(parents);
        for (int row = 0; row < parents.Length; row += perWindow)
            _window[windows++] = _window[parents[row] / PerWindow];
        if (_prompted.Length > 1)
            _windows.Gather(_window.AsSpan(0, windows));
        (Windows, PerWindow) = (windows, perWindow);

        for (int row = 0; row < parents.Length; row++)
        {
            int target = Slotted(row);
            _sources[target] = _parentSlots[row];
            _nextLengths[target] = _lengths[_parentSlots[row]];
        }

        longest = 0;
        for (int row = 0; row < parents.Length; row++)
            longest = Math.Max(longest, _lengths[row] = _nextLengths[row]);
        return _sources.AsSpan(0, parents.Length);
    }

    private int SlotOf(int window) => _windows.Slots[window] - FirstSlot;

    /// <summary>How many windows the new rows belong to: a run of parents in one window's rows is one window.</summary>
    private int CountWindows(ReadOnlySpan<int> parents)
    {
        int count = 1;
        for (int row = 1; row < parents.Length; row++)
            count += parents[row] / PerWindow == parents[row - 1] / PerWindow ? 0 : 1;
        return count;
    }
}
