namespace Speech.Sdk.Models.Whisper;

/// <summary>
/// The code lengths of a Huffman code of limited length as zlib chooses them: among equal counts the shallower tree goes first,
/// and codes that would be too long are shortened at the cost of the deepest that is not.
/// </summary>
internal sealed class HuffmanLengths
{
    private readonly int[] _counts;
    private readonly int[] _lengths;
    private readonly int[] _depths;
    private readonly int[] _heap;
    private int _heapLength;

    public HuffmanLengths(ReadOnlySpan<int> counts, int maxLength)
    {
        int symbols = counts.Length;
        _counts = new int[2 * symbols];
        _lengths = new int[2 * symbols];
        _depths = new int[2 * symbols];
        _heap = new int[symbols + 3];
        counts.CopyTo(_counts);
        LastSymbol = -1;
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            if (counts[symbol] > 0)
                _heap[++_heapLength] = LastSymbol = symbol;
        }

        // A code has two symbols at least; what is added is never written and so costs nothing.
        while (_heapLength < 2)
        {
            int added = LastSymbol < 2 ? ++LastSymbol : 0;
            _counts[added] = 1;
            _heap[++_heapLength] = added;
        }

        int[] order = Merge(symbols, out int[] parents);
        SetLengths(order, parents, symbols, maxLength);
        for (int symbol = 0; symbol < symbols; symbol++)
            Bits += (long)counts[symbol] * _lengths[symbol];
    }

    /// <summary>The greatest symbol that has a code.</summary>
    public int LastSymbol { get; private set; }

    /// <summary>What all counted symbols take.</summary>
    public long Bits { get; }

    /// <summary>The length of a symbol's code, 0 where it has none.</summary>
    public int Of(int symbol) => _lengths[symbol];

    // Joins the two rarest until one is left; returns all nodes, the root first, every node after its parent.
    private int[] Merge(int symbols, out int[] parents)
    {
        parents = new int[2 * symbols];
        int[] order = new int[(2 * _heapLength) - 1];
        int next = order.Length;
        for (int place = _heapLength / 2; place >= 1; place--)
            Sink(place);
        for (int node = symbols; _heapLength >= 2; node++)
        {
            int rarest = _heap[1];
            _heap[1] = _heap[_heapLength--];
            Sink(1);
            int second = _heap[1];
            order[--next] = rarest;
            order[--next] = second;
            _counts[node] = _counts[rarest] + _counts[second];
            _depths[node] = Math.Max(_depths[rarest], _depths[second]) + 1;
            parents[rarest] = parents[second] = node;
            _heap[1] = node;
            Sink(1);
        }

        order[0] = _heap[1];
        return order;
    }

    private void Sink(int place)
    {
        int value = _heap[place];
        for (int child = 2 * place; child <= _heapLength; child = 2 * place)
        {
            if (child < _heapLength && Before(_heap[child + 1], _heap[child]))
                child++;
            if (Before(value, _heap[child]))
                break;
            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = value;
    }

    private bool Before(int left, int right) =>
        _counts[left] < _counts[right] || (_counts[left] == _counts[right] && _depths[left] <= _depths[right]);

    private void SetLengths(int[] order, int[] parents, int symbols, int maxLength)
    {
        Span<int> ofLength = stackalloc int[maxLength + 1];
        ofLength.Clear();
        int overflow = 0;
        foreach (int node in order.AsSpan(1))
        {
            int length = _lengths[parents[node]] + 1;
            if (length > maxLength)
            {
                length = maxLength;
                overflow++;
            }

            _lengths[node] = length;
            if (node < symbols)
                ofLength[length]++;
        }

        if (overflow == 0)
            return;
        for (; overflow > 0; overflow -= 2)
        {
            int length = maxLength - 1;
            while (ofLength[length] == 0)
                length--;
            ofLength[length]--;
            ofLength[length + 1] += 2;
            ofLength[maxLength]--;
        }

        int last = order.Length;
        for (int length = maxLength; length > 0; length--)
        {
            for (int left = ofLength[length]; left > 0;)
            {
                int node = order[--last];
                if (node >= symbols)
                    continue;
                _lengths[node] = length;
                left--;
            }
        }
    }
}
