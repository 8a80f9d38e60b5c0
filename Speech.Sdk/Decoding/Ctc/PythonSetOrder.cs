namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// The order in which CPython goes over a set of symbols, which decides what pyctcdecode answers where its symbols disturb each other: that
/// of <c>set(symbols) | {best}</c> where the best is one of the symbols (Objects/setobject.c).
/// </summary>
internal sealed class PythonSetOrder
{
    private const int LinearProbes = 9;
    private const int Empty = -1;

    private int[] _table = [];
    private int[] _spare = [];
    private int _mask;
    private int _count;

    /// <summary>Puts the symbols, ascending, into that order.</summary>
    public void Arrange(Span<int> symbols)
    {
        Reset(8);
        foreach (int symbol in symbols)
        {
            Insert(symbol);
            if (++_count * 5 >= _mask * 3)
                Resize(_count * 4);
        }

        // The union starts from a copy, in a table of its own size, and makes room for one more.
        int copied = 8;
        if (_count * 5 >= 7 * 3)
            copied = SizeFor(_count * 2);
        if (copied != _mask + 1)
            Rebuild(copied);
        if ((_count + 1) * 5 >= _mask * 3)
            Resize((_count + 1) * 2);
        int at = 0;
        foreach (int symbol in _table.AsSpan(0, _mask + 1))
        {
            if (symbol != Empty)
                symbols[at++] = symbol;
        }
    }

    private void Insert(int symbol)
    {
        int perturb = symbol;
        int index = symbol & _mask;
        while (true)
        {
            int probes = index + LinearProbes <= _mask ? LinearProbes : 0;
            for (int i = index; i <= index + probes; i++)
            {
                if (_table[i] == Empty)
                {
                    _table[i] = symbol;
                    return;
                }
            }

            perturb >>= 5;
            index = ((index * 5) + 1 + perturb) & _mask;
        }
    }

    private void Resize(int used) => Rebuild(SizeFor(used));

    private void Rebuild(int size)
    {
        int old = _mask + 1;
        (_table, _spare) = (_spare, _table);
        Reset(size);
        foreach (int symbol in _spare.AsSpan(0, old))
        {
            if (symbol != Empty)
            {
                Insert(symbol);
                _count++;
            }
        }
    }

    private void Reset(int size)
    {
        if (_table.Length < size)
            _table = new int[size];
        _table.AsSpan(0, size).Fill(Empty);
        (_mask, _count) = (size - 1, 0);
    }

    private static int SizeFor(int used)
    {
        int size = 8;
        while (size <= used)
            size *= 2;
        return size;
    }
}
