namespace Speech.Sdk.Telemetry;

/// <summary>What is done with models besides transcribing.</summary>
internal static class Operations
{
    public static readonly Operation<IReadOnlyList<Classification>> Classify = new(SpeechTelemetry.Activities.Classify, all => all.Select(one => one.Duration));

    /// <summary>A verification is one of two recordings.</summary>
    public static readonly Operation<IReadOnlyList<SpeakerEmbedding>> Embed = new(SpeechTelemetry.Activities.Embed, all => all.Select(one => one.Duration));

    public static readonly Operation<Alignment> Align = new(SpeechTelemetry.Activities.Align, one => [one.Duration]);

    public static readonly Operation<SpokenLanguages> IdentifyLanguages = new(SpeechTelemetry.Activities.IdentifyLanguages, one => [one.Duration]);

    public static readonly Operation<(IReadOnlyList<SpeechSpan> Spans, TimeSpan Duration)> DetectSpeech = new(SpeechTelemetry.Activities.DetectSpeech, one => [one.Duration]);
}
