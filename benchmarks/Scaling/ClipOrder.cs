namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>
/// Numbers of clips without end: all in a random order, then all in another, and so on. No order comes twice running, and no clip, where there are others.
/// The same seed gives the same numbers.
/// </summary>
internal sealed class ClipOrder(int clips, Random random)
{
    private int[] _order = [];
    private int _next;

    public int Next()
    {
        if (_next == _order.Length)
            (_order, _next) = (Another(_order), 0);
        return _order[_next++];
    }

    private int[] Another(int[] before)
    {
        int[] order = [.. Enumerable.Range(0, clips)];
        do
            random.Shuffle(order);
        while (before.Length > 1 && (order[0] == before[^1] || (clips > 2 && order.SequenceEqual(before))));
        return order;
    }
}
