using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

/// <summary>Processors on a vocabulary of 8 tokens.</summary>
internal sealed class LogitsProcessorTests
{
    private const float Off = float.NegativeInfinity;

    [TestCase(new int[0])]
    [TestCase(new[] { 1, 2 })]
    public void SuppressTokens_AnyHistory_NeverWritten(int[] written) =>
        Assert.That(Process(new SuppressTokens([0, 7]), [5], written), Is.EqualTo([Off, 1, 2, 3, 4, 5, 6, Off]));

    [TestCase(new int[0], Off)]
    [TestCase(new[] { 3 }, 2f)]
    public void SuppressTokensAtBegin_History_OnlyFirstToken(int[] written, float expected) =>
        Assert.That(Process(new SuppressTokensAtBegin([2]), [5], written), Is.EqualTo([0, 1, expected, 3, 4, 5, 6, 7]));

    [Test]
    public void RepetitionPenalty_PromptAndWritten_PenalisedOnce()
    {
        float[] scores = [-2, 3, 4, Off, 1, 0, -1, 5];
        new RepetitionPenalty(2).Process(scores, new([0, 1, 3, 0, 6, 1], 2));
        Assert.That(scores, Is.EqualTo([-4, 1.5f, 4, Off, 1, 0, -2, 5]));
    }

    [TestCase(1, new[] { 4 }, new[] { 1, 1 }, new[] { 1, 4 }, TestName = "every token of prompt and text")]
    [TestCase(1, new int[0], new int[0], new int[0], TestName = "nothing yet")]
    [TestCase(2, new[] { 1, 2 }, new[] { 3, 1 }, new[] { 2 }, TestName = "the pair was in the prompt")]
    [TestCase(2, new[] { 1 }, new[] { 1 }, new[] { 1 }, TestName = "overlapping itself")]
    [TestCase(2, new[] { 1 }, new[] { 2, 1, 3, 1 }, new[] { 2, 3 }, TestName = "two continuations")]
    [TestCase(3, new[] { 1 }, new[] { 2, 3, 1, 2 }, new[] { 3 }, TestName = "a triple")]
    [TestCase(3, new[] { 1 }, new[] { 2, 3, 4, 2 }, new int[0], TestName = "half of a triple")]
    [TestCase(3, new[] { 1 }, new[] { 2 }, new int[0], TestName = "shorter than n")]
    [TestCase(5, new[] { 1 }, new[] { 2 }, new int[0], TestName = "much shorter than n")]
    public void NoRepeatNgrams(int size, int[] prompt, int[] written, int[] banned)
    {
        float[] scores = Process(new NoRepeatNgrams(size), prompt, written);
        Assert.That(Enumerable.Range(0, 8).Where(i => scores[i] == Off), Is.EqualTo(banned));
    }

    [Test]
    public void Create_EveryOption_InTransformersOrder()
    {
        DecodingOptions options = new() { RepetitionPenalty = 1.1, NoRepeatNgramSize = 3 };
        Assert.That(
            LogitsProcessors.Create(options, [1], [2], 8).Select(processor => processor.GetType()),
            Is.EqualTo([typeof(RepetitionPenalty), typeof(NoRepeatNgrams), typeof(SuppressTokensAtBegin), typeof(SuppressTokens)]));
    }

    [Test]
    public void Create_NothingAsked_NothingMade() => Assert.That(LogitsProcessors.Create(new(), [], [], 8), Is.Empty);

    [Test]
    public void Create_OwnSuppressList_ReplacesTheModels()
    {
        ILogitsProcessor only = LogitsProcessors.Create(new() { SuppressTokens = [3] }, [1], [], 8).Single();
        Assert.That(Process(only, [], []), Is.EqualTo([0, 1, 2, Off, 4, 5, 6, 7]));
    }

    [TestCase(-1)]
    [TestCase(8)]
    public void Create_TokenOutsideTheVocabulary_Throws(int token) =>
        Assert.That(
            () => LogitsProcessors.Create(new() { SuppressTokens = [token] }, [], [], 8),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains($"{token}").And.Message.Contains("0 to 7"));

    private static float[] Process(ILogitsProcessor processor, int[] prompt, int[] written)
    {
        float[] scores = [0, 1, 2, 3, 4, 5, 6, 7];
        processor.Process(scores, new((int[])[.. prompt, .. written], prompt.Length));
        return scores;
    }
}
