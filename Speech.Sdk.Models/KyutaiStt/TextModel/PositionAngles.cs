namespace Speech.Sdk.Models.KyutaiStt.TextModel;

/// <summary>
/// By how much rotary position embedding turns each pair of a head's values: position * base^(-2 i / width). In double precision, since
/// positions of a stream that runs for days are larger than a float can tell from their neighbours.
/// </summary>
internal sealed class PositionAngles
{
    private readonly double[] _speeds;

    /// <param name="theta">The base, called theta or the longest period.</param>
    /// <param name="pairs">Half a head's width.</param>
    public PositionAngles(double theta, int pairs) =>
        _speeds = [.. Enumerable.Range(0, pairs).Select(pair => Math.Pow(theta, -(double)pair / pairs))];

    public void Write(long position, Span<float> cosines, Span<float> sines)
    {
        for (int pair = 0; pair < _speeds.Length; pair++)
        {
            (double sine, double cosine) = Math.SinCos(position * _speeds[pair]);
            cosines[pair] = (float)cosine;
            sines[pair] = (float)sine;
        }
    }
}
