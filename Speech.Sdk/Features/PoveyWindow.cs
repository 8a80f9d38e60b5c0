namespace Speech.Sdk.Features;

/// <summary>Kaldi's default window: a symmetric Hann window to the power of 0.85.</summary>
internal static class PoveyWindow
{
    /// <summary>(0.5 − 0.5·cos(2πn/(size − 1)))^0.85.</summary>
    public static double[] Symmetric(int size) =>
        [.. Enumerable.Range(0, size).Select(n => Math.Pow(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / (size - 1))), 0.85))];
}
