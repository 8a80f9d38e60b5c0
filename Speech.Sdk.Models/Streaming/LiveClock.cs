namespace Speech.Sdk.Models.Streaming;

/// <summary>Lengths and times of one stream, and how late what is committed now is.</summary>
internal sealed class LiveClock(StreamingOptions options, int sampleRate, int windowSamples, TimeProvider time)
{
    private long _stepStart = time.GetTimestamp();

    /// <summary>Audio that is heard again at most, 25 s of a window of 30 s: the rest is for what comes while it computes.</summary>
    public long Longest { get; } = windowSamples * 5L / 6;

    /// <summary>Audio beyond which a cut is looked for, 15 s of a window of 30 s.</summary>
    public long Comfortable { get; } = windowSamples / 2;

    /// <summary>Audio behind a word that shows that the word is whole.</summary>
    public long Margin { get; } = sampleRate / 10;

    /// <summary>How far computing is behind the audio when a step begins.</summary>
    public TimeSpan Behind { get; private set; }

    public void BeginStep(TimeSpan behind)
    {
        Behind = behind;
        _stepStart = time.GetTimestamp();
    }

    /// <summary>How much later than the audio it follows from something is that is said now.</summary>
    public TimeSpan Computing() => Behind + time.GetElapsedTime(_stepStart);

    /// <summary>Words that end before this are not cut off by the end of the audio.</summary>
    public TimeSpan Settled(long heard) => Time(heard) - options.HoldBack;

    public TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / sampleRate);

    public long Samples(TimeSpan at) => (long)Math.Round(at.TotalSeconds * sampleRate);
}
