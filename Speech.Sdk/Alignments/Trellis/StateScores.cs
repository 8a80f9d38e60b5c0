using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Speech.Sdk.Alignments.Trellis;

/// <summary>The score of the best path into every state of a stretch of a <see cref="LabelChain"/>, at one frame after the other.</summary>
internal readonly ref struct StateScores
{
    /// <summary>Labels are dealt with in steps of so many.</summary>
    public const int Step = 8;

    // labels[i + 1] belongs to label i: nothing lies before the first one, so labels[0] stays -infinity.
    private readonly Span<float> _labels;
    private readonly Span<float> _blanks;

    /// <param name="memory">Memory of <see cref="Size"/> numbers.</param>
    /// <param name="labels">Labels of the stretch.</param>
    /// <param name="keep">Whether the memory holds scores already; else no state has been reached.</param>
    public StateScores(Span<float> memory, int labels, bool keep = false)
    {
        int padded = Padded(labels);
        _labels = memory[..(padded + 1)];
        _blanks = memory.Slice(padded + 1, padded);
        if (!keep)
            memory[..Size(labels)].Fill(float.NegativeInfinity);
    }

    /// <summary>The score of a state, counted from the stretch's first blank.</summary>
    public ref float this[int state] => ref (state & 1) == 0 ? ref _blanks[state >> 1] : ref _labels[(state >> 1) + 1];

    /// <summary>Numbers that the scores of so many labels take.</summary>
    public static int Size(int labels) => (2 * Padded(labels)) + 1;

    /// <summary>
    /// Goes on by a frame: a state is entered from itself, from the state before it, and a label also from the label before it.
    /// <paramref name="next"/> may be these scores themselves.
    /// </summary>
    /// <param name="next">Where the next frame's scores go.</param>
    /// <param name="chain">The labels.</param>
    /// <param name="offset">The stretch's first label.</param>
    /// <param name="emissions">The next frame's row of the table.</param>
    /// <param name="from">The first label that matters.</param>
    /// <param name="to">The last blank that matters.</param>
    public void Advance(StateScores next, LabelChain chain, int offset, ReadOnlySpan<float> emissions, int from, int to)
    {
        ref int columns = ref MemoryMarshal.GetReference(chain.ColumnsFrom(offset));
        ref float skips = ref MemoryMarshal.GetReference(chain.SkipsFrom(offset));
        ref float labels = ref MemoryMarshal.GetReference(_labels), blanks = ref MemoryMarshal.GetReference(_blanks);
        ref float nextLabels = ref MemoryMarshal.GetReference(next._labels), nextBlanks = ref MemoryMarshal.GetReference(next._blanks);
        Vector256<float> blank = Vector256.Create(emissions[EmissionTable.Blank]);
        // From the end to the beginning: a step reads what lies before it, which in place must still be the frame before.
        for (int label = to / Step * Step; label >= from / Step * Step; label -= Step)
        {
            Vector256<float> before = Vector256.LoadUnsafe(ref labels, (nuint)label);
            Vector256<float> same = Vector256.LoadUnsafe(ref labels, (nuint)(label + 1));
            Vector256<float> gap = Vector256.LoadUnsafe(ref blanks, (nuint)label);
            Vector256<float> skipped = before + Vector256.LoadUnsafe(ref skips, (nuint)label);
            Vector256<float> emitted = Gather(emissions, Vector256.LoadUnsafe(ref columns, (nuint)label));
            (Vector256.MaxNative(gap, before) + blank).StoreUnsafe(ref nextBlanks, (nuint)label);
            (Vector256.MaxNative(Vector256.MaxNative(same, gap), skipped) + emitted).StoreUnsafe(ref nextLabels, (nuint)(label + 1));
        }
    }

    /// <summary>Subtracts the greatest score from all: only differences matter, and small numbers keep more digits.</summary>
    public void Recentre()
    {
        float greatest = Math.Max(TensorPrimitives.Max<float>(_labels), TensorPrimitives.Max<float>(_blanks));
        TensorPrimitives.Subtract(_labels, greatest, _labels);
        TensorPrimitives.Subtract(_blanks, greatest, _blanks);
    }

    // One more than there are labels, for the blank behind the last.
    private static int Padded(int labels) => (labels / Step * Step) + Step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Gather(ReadOnlySpan<float> emissions, Vector256<int> columns)
    {
        if (Avx2.IsSupported)
        {
            fixed (float* row = emissions)
                return Avx2.GatherVector256(row, columns, sizeof(float));
        }

        return Vector256.Create(
            emissions[columns[0]], emissions[columns[1]], emissions[columns[2]], emissions[columns[3]],
            emissions[columns[4]], emissions[columns[5]], emissions[columns[6]], emissions[columns[7]]);
    }
}
