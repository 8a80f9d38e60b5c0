using System.Runtime.CompilerServices;

namespace Speech.Sdk.Tokens;

/// <summary>The bytes of every token, by id, in one buffer. Filled while loading, only read afterwards.</summary>
internal sealed class TokenTable
{
    // Guards against allocating for a damaged id; the largest vocabularies in use have some hundred thousand entries.
    private const int MaxCount = 1 << 22;

    private readonly int[] _singleBytes = new int[256];
    private byte[] _bytes = new byte[1 << 19];
    private int[] _starts = new int[1 << 16];
    private int[] _lengths = new int[1 << 16];
    private int _used;

    public TokenTable()
    {
        _singleBytes.AsSpan().Fill(-1);
        _lengths.AsSpan().Fill(-1);
    }

    /// <summary>One more than the greatest id.</summary>
    public int Count { get; private set; }

    public bool Contains(int id) => (uint)id < (uint)Count && _lengths[id] >= 0;

    /// <summary>The id of the token that is this one byte, or -1.</summary>
    public int SingleByte(byte value) => _singleBytes[value];

    public ReadOnlySpan<byte> this[int id] => Contains(id)
        ? _bytes.AsSpan(_starts[id], _lengths[id])
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"There is no token {id}; the vocabulary has ids below {Count}.");

    /// <summary>Sets a token; a later entry of the same id replaces the earlier one.</summary>
    /// <exception cref="FormatException">The id is negative or beyond any vocabulary.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(int id, ReadOnlySpan<byte> token)
    {
        if ((uint)id >= MaxCount)
            throw new FormatException($"token id {id} is not between 0 and {MaxCount - 1}");
        if (id >= _starts.Length)
            Grow(id);
        if (_used + token.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + token.Length));
        token.CopyTo(_bytes.AsSpan(_used));
        _starts[id] = _used;
        _lengths[id] = token.Length;
        _used += token.Length;
        Count = Math.Max(Count, id + 1);
        if (token.Length == 1 && _singleBytes[token[0]] < 0)
            _singleBytes[token[0]] = id;
    }

    /// <summary>The id of a token by a walk over all of them, or -1; for a few look-ups that are not worth an index.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        for (int id = Count - 1; id >= 0; id--)
        {
            if (_lengths[id] == token.Length && token.SequenceEqual(_bytes.AsSpan(_starts[id], token.Length)))
                return id;
        }

        return -1;
    }

    private void Grow(int id)
    {
        int old = _starts.Length;
        int size = Math.Max(old * 2, id + 1);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _lengths, size);
        _lengths.AsSpan(old).Fill(-1);
    }
}
