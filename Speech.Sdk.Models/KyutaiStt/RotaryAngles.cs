namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>Rotary positions: pair i of a head turns by position * base^(-2i / width), in double, so that days of audio lose nothing.</summary>
internal sealed class RotaryAngles
{
    private readonly double[] _frequencies;

    public RotaryAngles(double rotaryBase, int headWidth) =>
        _frequencies = [.. Enumerable.Range(0, headWidth / 2).Select(i => Math.Pow(rotaryBase, -2.0 * i / headWidth))];

    /// <summary>Writes the cosines and sines of consecutive positions, [positions, width / 2] each.</summary>
    public void Write(long position, Span<float> cosines, Span<float> sines)
    {
        for (int i = 0; i < cosines.Length; i++)
        {
            (int column, int pair) = Math.DivRem(i, _frequencies.Length);
            (double sine, double cosine) = Math.SinCos((position + column) * _frequencies[pair]);
            (cosines[i], sines[i]) = ((float)cosine, (float)sine);
        }
    }
}
