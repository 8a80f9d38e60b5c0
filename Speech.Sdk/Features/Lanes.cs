using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Features;

/// <summary>What <see cref="Vector"/> offers for float and for double but not for either.</summary>
internal static class Lanes
{
    /// <summary>a·b + c, in one instruction where the machine has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
    {
        // The JIT compiles this per T and keeps one branch.
        if (typeof(T) == typeof(float))
            return Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        return (a * b) + c;
    }
}
