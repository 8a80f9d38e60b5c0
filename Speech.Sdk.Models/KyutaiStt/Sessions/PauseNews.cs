namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>The newest probabilities of a pause, and whether they are worth an update.</summary>
/// <param name="horizons">What the pause heads tell.</param>
/// <param name="interval">How long they wait for an update at most.</param>
internal sealed class PauseNews(IReadOnlyList<TimeSpan> horizons, TimeSpan interval)
{
    private readonly float[] _newest = new float[horizons.Count];
    private TimeSpan _told;
    private bool _turned;

    public void Step(ReadOnlySpan<float> probabilities)
    {
        for (int head = 0; head < _newest.Length; head++)
        {
            _turned |= (probabilities[head] > TurnEnds.Likely) != (_newest[head] > TurnEnds.Likely);
            _newest[head] = probabilities[head];
        }
    }

    /// <summary>Whether one has passed a half, or nothing was said for long.</summary>
    public bool IsDue(TimeSpan heard) => _newest.Length > 0 && (_turned || heard - _told >= interval);

    public IReadOnlyList<PauseProbability> Tell(TimeSpan heard)
    {
        (_told, _turned) = (heard, false);
        return [.. horizons.Zip(_newest, (horizon, probability) => new PauseProbability(horizon, probability))];
    }
}
