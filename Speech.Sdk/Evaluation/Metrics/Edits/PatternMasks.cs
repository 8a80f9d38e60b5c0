using System.Buffers;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>
/// Where in a text each symbol stands, 64 positions a mask. Masks without a position are not kept, so the memory grows with the text and not
/// with the text times its vocabulary. For one text after another of at most <paramref name="length"/> symbols, numbered from 0.
/// </summary>
internal sealed class PatternMasks(int length, int symbols) : IDisposable
{
    private readonly int[] _starts = ArrayPool<int>.Shared.Rent(symbols + 1);
    private readonly int[] _cursors = ArrayPool<int>.Shared.Rent(symbols + 1);
    private readonly int[] _blocks = ArrayPool<int>.Shared.Rent(length);
    private readonly ulong[] _masks = ArrayPool<ulong>.Shared.Rent(length);

    /// <summary>Takes another text.</summary>
    public void Set(ReadOnlySpan<int> text)
    {
        Span<int> starts = _starts.AsSpan(0, symbols + 1), cursors = _cursors.AsSpan(0, symbols);
        CountMasks(text, starts, cursors);
        starts[..symbols].CopyTo(cursors);
        for (int position = 0; position < text.Length; position++)
        {
            int symbol = text[position], block = position / Band.BlockSize, end = cursors[symbol];
            if (end == starts[symbol] || _blocks[end - 1] != block)
            {
                (_blocks[end], _masks[end]) = (block, 0);
                cursors[symbol] = ++end;
            }

            _masks[end - 1] |= 1UL << (position % Band.BlockSize);
        }

        starts[..symbols].CopyTo(cursors);
    }

    /// <summary>
    /// Writes the symbol's masks of the blocks from <paramref name="first"/> to <paramref name="last"/>, the others of <paramref name="equal"/> being 0.
    /// <paramref name="first"/> never decreases until the next text.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int symbol, int first, int last, Span<ulong> equal)
    {
        int end = _starts[symbol + 1];
        ref int cursor = ref _cursors[symbol];
        while (cursor < end && _blocks[cursor] < first)
            cursor++;
        for (int mask = cursor; mask < end && _blocks[mask] <= last; mask++)
            equal[_blocks[mask]] = _masks[mask];
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_cursors);
        ArrayPool<int>.Shared.Return(_blocks);
        ArrayPool<ulong>.Shared.Return(_masks);
    }

    private static void CountMasks(ReadOnlySpan<int> text, Span<int> starts, Span<int> lastBlocks)
    {
        starts.Clear();
        lastBlocks.Fill(-1);
        for (int position = 0; position < text.Length; position++)
        {
            int symbol = text[position], block = position / Band.BlockSize;
            if (lastBlocks[symbol] != block)
                starts[symbol + 1]++;
            lastBlocks[symbol] = block;
        }

        for (int symbol = 1; symbol < starts.Length; symbol++)
            starts[symbol] += starts[symbol - 1];
    }
}
