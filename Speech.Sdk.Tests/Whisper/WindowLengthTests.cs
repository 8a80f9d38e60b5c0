using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Three seconds of silence, steps of two, at most the model's window.</summary>
public sealed class WindowLengthTests
{
    [TestCase(0.001, 4)]
    [TestCase(1, 4)]
    [TestCase(1.001, 6)]
    [TestCase(5, 8)]
    [TestCase(24.9, 28)]
    [TestCase(25, 28)]
    [TestCase(25.1, 30)]
    [TestCase(30, 30)]
    public void Of_Seconds_AreFollowedBySilenceUpToAStep(double seconds, int expected) =>
        Assert.That(WindowLength.Of((int)(16_000 * seconds), WindowLength.Silence, new WhisperFeatures(new())), Is.EqualTo(16_000 * expected));

    // The encoder joins two frames to a position, whatever a checkpoint's frames are.
    [TestCase(16_000, 160)]
    [TestCase(8_000, 100)]
    [TestCase(22_050, 147)]
    public void Of_AnyRateAndHop_IsWholePairsOfFrames(int rate, int hop)
    {
        var features = new WhisperFeatures(new() { SampleRate = rate, Hop = hop });
        for (int samples = 1; samples < 20 * rate; samples += 777)
            Assert.That(WindowLength.Of(samples, WindowLength.Silence, features) % (2 * hop), Is.Zero, $"{samples} samples");
    }

    [Test]
    public void Of_ModelOfShortWindows_IsItsWindow() =>
        Assert.That(WindowLength.Of(100, WindowLength.Silence, new WhisperFeatures(new() { WindowSeconds = 1 })), Is.EqualTo(16_000));
}
