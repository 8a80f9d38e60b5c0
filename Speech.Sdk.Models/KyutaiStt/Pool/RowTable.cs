using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>Which stream has which row of a graph's state: the last row takes the place of one that leaves, here as there.</summary>
internal sealed class RowTable(IStreamRows rows)
{
    private readonly List<PooledStream> _streams = [];

    public int Count => _streams.Count;

    public PooledStream this[int row] => _streams[row];

    public int RowOf(PooledStream stream) => _streams.IndexOf(stream);

    public void Add(PooledStream stream)
    {
        rows.Add();
        _streams.Add(stream);
    }

    /// <summary>Removes a stream's row, if it has one.</summary>
    public bool Remove(PooledStream stream)
    {
        int row = RowOf(stream);
        if (row < 0)
            return false;
        _streams[row] = _streams[^1];
        _streams.RemoveAt(_streams.Count - 1);
        rows.RemoveAt(row);
        return true;
    }
}
