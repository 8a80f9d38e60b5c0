using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>What becomes of a window's text by the caller's thresholds.</summary>
public sealed class AcceptanceTests
{
    // Average log-probability, no-speech probability, compression ratio, whether it loops; whether it is accepted, and whether it is silence.
    [TestCase(-0.5, 0.1, 1.5, false, true, false)]
    [TestCase(-1.5, 0.1, 1.5, false, false, false)]
    [TestCase(-1.5, 0.9, 1.5, false, true, true)]
    [TestCase(-0.5, 0.9, 1.5, false, true, false)]
    [TestCase(-0.5, 0.1, 3.0, false, false, false)]
    [TestCase(-0.5, 0.1, 1.5, true, false, false)]
    [TestCase(-1.5, 0.9, 1.5, true, false, false, Description = "a loop that was ended early is judged as one, however unsure its beginning was")]
    public void Window_ByThresholds(double logProbability, double noSpeech, double ratio, bool loops, bool accepted, bool silence)
    {
        DecodedWindow window = new()
        {
            Tokens = [], AverageLogProbability = logProbability, NoSpeechProbability = noSpeech, CompressionRatio = ratio, Ended = !loops, Loops = loops,
        };
        Assert.That((new FallbackOptions().Accepts(window), new FallbackOptions().IsSilence(window)), Is.EqualTo((accepted, silence)));
    }
}
