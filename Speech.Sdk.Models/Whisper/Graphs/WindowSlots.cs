namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>Where each window of a batch lies: those that are decoded together lie in the first slots.</summary>
/// <param name="count">Windows, each in the slot of its number at first.</param>
internal sealed class WindowSlots(int count)
{
    private readonly int[] _slots = [.. Enumerable.Range(0, count)];

    /// <summary>Slots that there must be for so many windows: an odd number has a companion's behind them (<see cref="WhisperDecoderState"/>).</summary>
    public static int For(int windows) => windows + (windows % 2);

    /// <summary>A slot for every window.</summary>
    public ReadOnlySpan<int> All => _slots;

    /// <summary>A window's slot.</summary>
    public int this[int window] => _slots[window];

    /// <summary>One of some windows that lies behind the first slots, and another window that lies in one of these; null if there is none.</summary>
    public (int Window, int Other)? Misplaced(ReadOnlySpan<int> windows)
    {
        foreach (int window in windows)
        {
            if (_slots[window] < windows.Length)
                continue;
            int other = 0;
            while (_slots[other] >= windows.Length || windows.Contains(other))
                other++;
            return (window, other);
        }

        return null;
    }

    public void Swap(int first, int second) => (_slots[first], _slots[second]) = (_slots[second], _slots[first]);
}
