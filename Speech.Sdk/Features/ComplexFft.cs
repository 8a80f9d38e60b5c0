using System.Numerics;

namespace Speech.Sdk.Features;

/// <summary>
/// Fourier transforms X[k] = Σ x[n]·exp(-2πi·kn/N) of any size N, <see cref="System.Numerics.Vector{T}.Count"/> at a time.
/// Stockham's self-sorting algorithm in mixed radix: one pass for each factor of N, from one buffer into the other and back.
/// </summary>
internal sealed class ComplexFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly FftStage<T>[] _stages;

    public ComplexFft(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        List<FftStage<T>> stages = [];
        int done = 1;
        foreach (int radix in Factors(size))
        {
            stages.Add(new FftStage<T>(radix, groups: size / (done * radix), stride: done));
            done *= radix;
        }

        _stages = [.. stages];
    }

    /// <summary>Numbers of one transform.</summary>
    public int Size { get; }

    /// <summary>Transforms <paramref name="input"/>; the answer is whichever of the two buffers holds the result, the other is garbage.</summary>
    public Span<ComplexVector<T>> Transform(Span<ComplexVector<T>> input, Span<ComplexVector<T>> scratch)
    {
        Span<ComplexVector<T>> from = input[..Size], to = scratch[..Size];
        foreach (FftStage<T> stage in _stages)
        {
            stage.Apply(from, to);
            Span<ComplexVector<T>> result = to;
            to = from;
            from = result;
        }

        return from;
    }

    private static IEnumerable<int> Factors(int size)
    {
        for (; size % 4 == 0; size /= 4)
            yield return 4;
        for (int factor = 2; size > 1; factor++)
        {
            for (; size % factor == 0; size /= factor)
                yield return factor;
        }
    }
}
