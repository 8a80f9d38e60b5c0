namespace Speech.Sdk;

/// <summary>How long words took from their end in the audio to their commit, computing included.</summary>
/// <param name="Words">How many words were committed.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Max">The longest.</param>
public readonly record struct StreamLatency(int Words, TimeSpan Mean, TimeSpan Max)
{
    /// <summary>With one more word.</summary>
    internal StreamLatency With(TimeSpan latency) =>
        new(Words + 1, Mean + ((latency - Mean) / (Words + 1)), latency > Max ? latency : Max);
}
