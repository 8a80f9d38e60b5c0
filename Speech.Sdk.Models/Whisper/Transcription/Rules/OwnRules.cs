namespace Speech.Sdk.Models.Whisper.Transcription.Rules;

/// <summary>For windows that know nothing of each other.</summary>
internal sealed class OwnRules(int positions) : DecodingRules
{
    public override int MaxLength => positions;

    public override bool DropsRepetitions => true;

    public override bool StopsLoops => true;

    // Laughter and music on hold deceive the detector for half a second at a time.
    public override TimeSpan DoubtfulSpeech => TimeSpan.FromSeconds(1);

    // Time tokens may be off by a second or two; what is heard twice would be written twice.
    public override TimeSpan SpeechWorthHearing => TimeSpan.FromSeconds(3);

    // A loop is likely in the model's eyes, so that texts without one come first.
    public override DecodedWindow Choose(IReadOnlyList<DecodedWindow> attempts, FallbackOptions options) =>
        attempts.OrderBy(options.Repeats).ThenByDescending(attempt => attempt.AverageLogProbability).First();
}
