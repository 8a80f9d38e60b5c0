using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Features;

/// <summary>The same complex number of <see cref="Vector{T}.Count"/> transforms that run side by side, one a lane.</summary>
internal readonly struct ComplexVector<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public readonly Vector<T> Re;
    public readonly Vector<T> Im;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector(Vector<T> re, Vector<T> im)
    {
        Re = re;
        Im = im;
    }

    /// <summary>|z|².</summary>
    public Vector<T> Power
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lanes.MultiplyAdd(Re, Re, Im * Im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector<T> operator +(ComplexVector<T> a, ComplexVector<T> b) => new(a.Re + b.Re, a.Im + b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector<T> operator -(ComplexVector<T> a, ComplexVector<T> b) => new(a.Re - b.Re, a.Im - b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector<T> operator *(ComplexVector<T> a, T scale) => new(a.Re * scale, a.Im * scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector<T> operator *(ComplexVector<T> a, Rotation<T> w)
    {
        Vector<T> re = new(w.Re), im = new(w.Im);
        return new(Lanes.MultiplyAdd(-a.Im, im, a.Re * re), Lanes.MultiplyAdd(a.Re, im, a.Im * re));
    }

    /// <summary>z + scale·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector<T> Plus(ComplexVector<T> b, T scale)
    {
        Vector<T> factor = new(scale);
        return new(Lanes.MultiplyAdd(b.Re, factor, Re), Lanes.MultiplyAdd(b.Im, factor, Im));
    }

    /// <summary>z + i·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector<T> PlusI(ComplexVector<T> b) => new(Re - b.Im, Im + b.Re);

    /// <summary>z − i·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector<T> MinusI(ComplexVector<T> b) => new(Re + b.Im, Im - b.Re);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector<T> Conjugate() => new(Re, -Im);
}
