using System.Numerics;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// Scratch memory of one computation on one thread: vectors aligned to cache lines, which arrays are not. It lies outside the
/// managed heap, so that concurrent calls share nothing and leave nothing to collect. Starts out as garbage.
/// </summary>
internal unsafe ref struct VectorScratch : IDisposable
{
    private const int CacheLine = 64;

    private readonly Vector<float>* _memory;
    private readonly int _capacity;
    private int _taken;

    public VectorScratch(int vectors)
    {
        _capacity = vectors;
        _memory = (Vector<float>*)NativeMemory.AlignedAlloc((nuint)vectors * (nuint)sizeof(Vector<float>), CacheLine);
    }

    /// <summary>The next <paramref name="vectors"/> of it.</summary>
    public Span<Vector<float>> Take(int vectors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vectors, _capacity - _taken);
        Span<Vector<float>> part = new(_memory + _taken, vectors);
        _taken += vectors;
        return part;
    }

    public readonly void Dispose() => NativeMemory.AlignedFree(_memory);
}
