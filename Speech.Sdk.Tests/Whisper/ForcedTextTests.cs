using Speech.Sdk.Models.Whisper.Decoding;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>On a vocabulary of 5 tokens.</summary>
public sealed class ForcedTextTests
{
    private const float Off = float.NegativeInfinity;

    [TestCase(true, new int[0], -1, TestName = "the time comes first")]
    [TestCase(true, new[] { 4 }, 2, TestName = "then the first forced token")]
    [TestCase(true, new[] { 4, 2 }, 1, TestName = "then the second")]
    [TestCase(true, new[] { 4, 2, 1 }, -1, TestName = "then the model's own")]
    [TestCase(false, new int[0], 2, TestName = "at once without times")]
    [TestCase(false, new[] { 2 }, 1, TestName = "the second without times")]
    [TestCase(false, new[] { 2, 1 }, -1, TestName = "then the model's own without times")]
    public void Process_Position_OnlyTheForcedToken(bool afterTime, int[] written, int forced)
    {
        float[] scores = [1, Off, 3, 4, 5];
        new ForcedText([2, 1], afterTime).Process(scores, new(written, 0));

        float[] expected = forced < 0 ? [1, Off, 3, 4, 5] : [.. Enumerable.Range(0, 5).Select(token => token == forced ? 0 : Off)];
        Assert.That(scores, Is.EqualTo(expected));
    }
}
