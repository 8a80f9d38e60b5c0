using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Features;

/// <summary>The same complex number of <see cref="Vector{T}.Count"/> transforms that run side by side, one a lane.</summary>
internal readonly struct ComplexVector
{
    public readonly Vector<float> Re;
    public readonly Vector<float> Im;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector(Vector<float> re, Vector<float> im)
    {
        Re = re;
        Im = im;
    }

    /// <summary>|z|².</summary>
    public Vector<float> Power
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector.MultiplyAddEstimate(Re, Re, Im * Im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator +(ComplexVector a, ComplexVector b) => new(a.Re + b.Re, a.Im + b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator -(ComplexVector a, ComplexVector b) => new(a.Re - b.Re, a.Im - b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator *(ComplexVector a, float scale) => new(a.Re * scale, a.Im * scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexVector operator *(ComplexVector a, Rotation w)
    {
        Vector<float> re = new(w.Re), im = new(w.Im);
        return new(Vector.MultiplyAddEstimate(-a.Im, im, a.Re * re), Vector.MultiplyAddEstimate(a.Re, im, a.Im * re));
    }

    /// <summary>z + scale·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector Plus(ComplexVector b, float scale)
    {
        Vector<float> factor = new(scale);
        return new(Vector.MultiplyAddEstimate(b.Re, factor, Re), Vector.MultiplyAddEstimate(b.Im, factor, Im));
    }

    /// <summary>z + i·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector PlusI(ComplexVector b) => new(Re - b.Im, Im + b.Re);

    /// <summary>z − i·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector MinusI(ComplexVector b) => new(Re + b.Im, Im - b.Re);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexVector Conjugate() => new(Re, -Im);
}
