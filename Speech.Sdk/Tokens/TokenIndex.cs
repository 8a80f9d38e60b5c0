using System.Runtime.CompilerServices;

namespace Speech.Sdk.Tokens;

/// <summary>Finds a token's id by its bytes: open addressing over a <see cref="TokenTable"/>.</summary>
internal sealed class TokenIndex
{
    private readonly TokenTable _tokens;
    private readonly int[] _slots;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TokenIndex(TokenTable tokens)
    {
        _tokens = tokens;
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(tokens.Count, 8)) * 2];
        _slots.AsSpan().Fill(-1);
        for (int id = 0; id < tokens.Count; id++)
        {
            if (!tokens.Contains(id))
                continue;
            int slot = Slot(tokens[id]);
            if (_slots[slot] < 0)
                _slots[slot] = id;
        }
    }

    /// <summary>The least id of the token of these bytes, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token) => _slots[Slot(token)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Slot(ReadOnlySpan<byte> token)
    {
        uint hash = 2166136261; // FNV-1a: tokens are a few bytes long
        foreach (byte value in token)
            hash = (hash ^ value) * 16777619;
        int mask = _slots.Length - 1;
        int slot = (int)(hash ^ (hash >> 15)) & mask;
        while (_slots[slot] >= 0 && !_tokens[_slots[slot]].SequenceEqual(token))
            slot = (slot + 1) & mask;
        return slot;
    }
}
