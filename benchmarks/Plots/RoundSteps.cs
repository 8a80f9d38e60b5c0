namespace Speech.Sdk.Benchmarks.Plots;

/// <summary>Numbers for the marks of an axis.</summary>
internal static class RoundSteps
{
    /// <summary>From 0 up to or beyond a maximum in about so many steps, each 1, 2 or 5 times a power of ten.</summary>
    public static double[] UpTo(double maximum, int about)
    {
        double rough = Math.Max(maximum, 1e-9) / about;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * new[] { 1.0, 2, 5, 10 }.First(times => times * power >= rough * 0.999);
        int count = (int)Math.Ceiling((maximum / step) - 1e-9);
        return [.. Enumerable.Range(0, Math.Max(1, count) + 1).Select(index => index * step)];
    }
}
