namespace Speech.Sdk.Features;

/// <summary>The window that spectrograms of the Whisper family weigh a frame with.</summary>
internal static class HannWindow
{
    /// <summary>Periodic Hann window, sin²(πn/N): one whole period of N samples, as torch.hann_window(N).</summary>
    public static float[] Periodic(int size) =>
        [.. Enumerable.Range(0, size).Select(n => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * n / size)))];
}
