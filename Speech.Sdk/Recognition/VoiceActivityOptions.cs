namespace Speech.Sdk;

/// <summary>How speech is told from other sound (Silero VAD; the values are those of its <c>get_speech_timestamps</c>).</summary>
public sealed record VoiceActivityOptions
{
    /// <summary>No detection: all of the recording is taken for speech.</summary>
    public static VoiceActivityOptions Off { get; } = new() { Enabled = false };

    /// <summary>Whether the detector is used. <value>true.</value></summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Speech begins at this probability. <value>0.5.</value></summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Speech ends below this probability. <value>null: Threshold - 0.15, at least 0.01.</value></summary>
    public double? NegativeThreshold { get; init; }

    /// <summary>Shorter speech is dropped. <value>250 ms.</value></summary>
    public TimeSpan MinSpeech { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Shorter pauses do not end speech. <value>100 ms.</value></summary>
    public TimeSpan MinSilence { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longer speech is cut at its longest pause of more than 98 ms, or hard where it has none. <value>null: never.</value></summary>
    public TimeSpan? MaxSpeech { get; init; }

    /// <summary>Speech is widened by this much on both sides. <value>30 ms.</value></summary>
    public TimeSpan Pad { get; init; } = TimeSpan.FromMilliseconds(30);

    internal IEnumerable<string> Problems()
    {
        if (Threshold is not (> 0 and < 1))
            yield return $"VoiceActivity.Threshold is {Threshold}; expected more than 0, less than 1.";
        if (NegativeThreshold is { } negative && !(negative >= 0 && negative <= Threshold))
            yield return $"VoiceActivity.NegativeThreshold is {negative}; expected 0 to Threshold ({Threshold}).";
        foreach ((string name, TimeSpan time) in new[] { (nameof(MinSpeech), MinSpeech), (nameof(MinSilence), MinSilence), (nameof(Pad), Pad) })
        {
            if (time < TimeSpan.Zero || time > TimeSpan.FromMinutes(1))
                yield return $"VoiceActivity.{name} is {time.TotalSeconds} s; expected 0 to 60 s.";
        }

        if (MaxSpeech is { } longest && longest < TimeSpan.FromSeconds(1))
            yield return $"VoiceActivity.MaxSpeech is {longest.TotalSeconds} s; expected at least 1 s, or null for no limit.";
    }
}
