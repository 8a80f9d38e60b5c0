using System.Numerics;

namespace Speech.Sdk.Features;

/// <summary>A root of unity, exp(-2πi·k/n), that a Fourier transform multiplies by.</summary>
internal readonly record struct Rotation<T>(T Re, T Im)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>exp(-2πi·k/n), rounded once from double precision.</summary>
    public static Rotation<T> Of(int k, int n)
    {
        // Reduced first: the angle's own rounding error grows with the angle.
        (double sin, double cos) = Math.SinCos(-2 * Math.PI * (k % n) / n);
        return new Rotation<T>(T.CreateTruncating(cos), T.CreateTruncating(sin));
    }
}
