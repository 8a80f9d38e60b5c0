using Speech.Sdk.Models.KyutaiStt.Words;

namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>How a model hears: lengths in samples.</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Frame">Samples of a frame.</param>
/// <param name="Prefix">Silence before the sound.</param>
/// <param name="DelaySeconds">How much later than its sound text comes.</param>
internal sealed record KyutaiSttTiming(int SampleRate, int Frame, int Prefix, double DelaySeconds)
{
    /// <summary>Silence behind the sound: the delay and a second, as in the published loops.</summary>
    public int Suffix => (int)((DelaySeconds + 1) * SampleRate);

    /// <summary>Where in the sound a step's text is.</summary>
    public StepClock Clock => new((double)SampleRate / Frame, FirstHeard: 0, ((double)Prefix / SampleRate) + DelaySeconds);

    public TimeSpan Delay => TimeSpan.FromSeconds(DelaySeconds);

    public TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / SampleRate);

    public long Samples(TimeSpan time) => (long)Math.Round(time.TotalSeconds * SampleRate);
}
