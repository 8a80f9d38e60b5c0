namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// Nodes that point to what came before them, so that readings share their past. What no reading needs is marked as such by its owner
/// and its room used again: a search of hours keeps no more than its readings' different pasts.
/// </summary>
internal sealed class HistoryArena<T>(int capacity)
    where T : struct
{
    /// <summary>Where a past begins.</summary>
    public const int None = -1;

    private T[] _values = new T[capacity];
    private int[] _parents = new int[capacity];
    private bool[] _isMarked = new bool[capacity];
    private int[] _free = new int[capacity];
    private int _freeCount;
    private int _used;

    public int Capacity => _values.Length;

    /// <summary>Node numbers lie below this.</summary>
    public int Bound => _used;

    public ref T this[int node] => ref _values[node];

    public int Parent(int node) => _parents[node];

    /// <summary>Whether so many nodes can be added before a collection.</summary>
    public bool HasRoom(int count) => _freeCount + _values.Length - _used >= count;

    /// <summary>Adds a node behind another; there must be room.</summary>
    public int Add(int parent, in T value)
    {
        int node = _freeCount > 0 ? _free[--_freeCount] : _used++;
        _values[node] = value;
        _parents[node] = parent;
        return node;
    }

    /// <summary>Forgets what came before a node.</summary>
    public void CutBefore(int node) => _parents[node] = None;

    /// <summary>A node and all before it stay.</summary>
    public void Keep(int node)
    {
        for (; node >= 0 && !_isMarked[node]; node = _parents[node])
            _isMarked[node] = true;
    }

    /// <summary>Whether a node was marked to stay; of interest between <see cref="Keep"/> and <see cref="Sweep"/>.</summary>
    public bool IsKept(int node) => _isMarked[node];

    /// <summary>Frees every node that was not kept and makes room for <paramref name="count"/>, and for as many again as stayed.</summary>
    public void Sweep(int count)
    {
        _freeCount = 0;
        int kept = 0;
        for (int node = _used - 1; node >= 0; node--)
        {
            if (_isMarked[node])
                kept++;
            else
                _free[_freeCount++] = node;
        }

        _isMarked.AsSpan(0, _used).Clear();
        int needed = kept + Math.Max(count, kept);
        if (needed > _values.Length)
            Grow(Math.Max(needed, 2 * _values.Length));
    }

    private void Grow(int size)
    {
        Array.Resize(ref _values, size);
        Array.Resize(ref _parents, size);
        Array.Resize(ref _isMarked, size);
        Array.Resize(ref _free, size);
    }
}
