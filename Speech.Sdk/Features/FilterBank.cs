using System.Numerics;

namespace Speech.Sdk.Features;

/// <summary>Overlapping band filters over the bins of a spectrum, kept as the run of bins that each filter weighs. Immutable.</summary>
internal sealed class FilterBank
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="weights">Dense weights [filters, bins]; each filter's non-zero weights are one run.</param>
    public FilterBank(double[,] weights)
    {
        Bins = weights.GetLength(1);
        _first = new int[weights.GetLength(0)];
        _weights = new float[_first.Length][];
        for (int filter = 0; filter < _first.Length; filter++)
        {
            float[] row = [.. Enumerable.Range(0, Bins).Select(bin => (float)weights[filter, bin])];
            int start = Math.Max(0, Array.FindIndex(row, weight => weight != 0));
            int end = Array.FindLastIndex(row, weight => weight != 0) + 1;
            (_first[filter], _weights[filter]) = (start, row[start..Math.Max(start, end)]);
        }
    }

    /// <summary>Bins of the spectra that it takes.</summary>
    public int Bins { get; }

    /// <summary>Number of filters.</summary>
    public int Count => _first.Length;

    /// <summary>The first bin that a filter weighs, and its weights from there on; empty where the filter falls between two bins.</summary>
    public (int First, ReadOnlyMemory<float> Weights) this[int filter] => (_first[filter], _weights[filter]);

    /// <summary>The energy [filters] that each filter lets through of power spectra [bins], one frame a lane.</summary>
    public void Apply<T>(ReadOnlySpan<Vector<T>> power, Span<Vector<T>> energies)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int filter = 0; filter < _weights.Length; filter++)
        {
            ReadOnlySpan<float> weights = _weights[filter];
            ReadOnlySpan<Vector<T>> band = power.Slice(_first[filter], weights.Length);
            Vector<T> sum = Vector<T>.Zero;
            for (int i = 0; i < weights.Length; i++)
                sum = Lanes.MultiplyAdd(band[i], new Vector<T>(T.CreateTruncating(weights[i])), sum);
            energies[filter] = sum;
        }
    }
}
