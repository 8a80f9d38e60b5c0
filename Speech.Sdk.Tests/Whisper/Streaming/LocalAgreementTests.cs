using Speech.Sdk.Models.Streaming;

namespace Speech.Sdk.Tests.Whisper.Streaming;

public sealed class LocalAgreementTests
{
    // Each row: hypotheses for what follows the committed words, one after the other, each with what it commits. Words are half a
    // second long, one behind the other; nothing is too new unless the row says so.
    [TestCase("a b c", "", "b x", "", TestName = "a first hypothesis agrees with nothing, nor does another text")]
    [TestCase("a b c", "", "a b d", "a b", TestName = "the common beginning of two hypotheses")]
    [TestCase("a b", "", "a b", "a", TestName = "the last word may be cut off")]
    [TestCase("a b", "", "a b c", "a b", "c d", "c", TestName = "what was left over agrees with the next one")]
    [TestCase("a b c", "", "x", "", "a b c", "", TestName = "only neighbours count")]
    [TestCase("a b", "", "", "", "a b c", "", TestName = "an empty hypothesis agrees with nothing")]
    [TestCase("a b", "", "A b c", "", TestName = "letter case is text")]
    [TestCase("a b.", "", "a b. c", "a", "b. c d", "b. c", TestName = "a sentence's end waits for the word after it")]
    [TestCase("a b.", "", "a b. c", "a", "b c d", "", TestName = "and where the sentence goes on, nothing wrong was committed")]
    [TestCase("a “b.” c", "", "a “b.” d e", "a", TestName = "closing quotes do not hide a sentence's end")]
    public void Offer_Hypotheses_CommitsWhatTwoAgreeOn(params string[] steps)
    {
        LocalAgreement agreement = new();
        for (int step = 0; step < steps.Length; step += 2)
            Assert.That(Text(agreement.Offer(Words(steps[step]), TimeSpan.MaxValue)), Is.EqualTo(steps[step + 1]), steps[step]);
    }

    [TestCase(1.5, "a b c")]
    [TestCase(1.49, "a b")]
    [TestCase(0.3, "")]
    public void Offer_NewestAudio_IsHeldBack(double settled, string committed)
    {
        LocalAgreement agreement = new();
        agreement.Offer(Words("a b c d"), TimeSpan.FromSeconds(settled));
        Assert.That(Text(agreement.Offer(Words("a b c d"), TimeSpan.FromSeconds(settled))), Is.EqualTo(committed));
    }

    [Test]
    public void Force_TakesWhatEndsInTimeAndKeepsTheRest()
    {
        LocalAgreement agreement = new();
        agreement.Offer(Words("a b c"), TimeSpan.MaxValue);
        Assert.That(Text(agreement.Force(agreement.Provisional, TimeSpan.FromSeconds(1))), Is.EqualTo("a b"));
        Assert.That(Text(agreement.Provisional), Is.EqualTo("c"));
    }

    [Test]
    public void Close_TakesTheLastHypothesisWholeAndForgetsTheRest()
    {
        LocalAgreement agreement = new();
        agreement.Offer(Words("a b"), TimeSpan.MaxValue);
        Assert.That(Text(agreement.Close(Words("x y"))), Is.EqualTo("x y"));
        Assert.That(agreement.Provisional, Is.Empty);
    }

    [Test]
    public void Offer_RandomHypotheses_EveryCommittedWordStandsInTwoNeighbours()
    {
        Random random = new(7);
        int committedInAll = 0;
        for (int run = 0; run < 300; run++)
        {
            LocalAgreement agreement = new();
            List<string> committed = [];
            string[] before = [];
            for (int step = 1; step <= 20; step++)
            {
                // A text that grows, in which every word is now and then misheard.
                string[] heard = [.. Enumerable.Range(0, (2 * step) + random.Next(3)).Select(place => random.Next(6) == 0 ? "?" + random.Next(3) : $"w{place}")];
                string[] text = [.. committed, .. heard.Skip(committed.Count)];
                TimeSpan settled = TimeSpan.FromSeconds(step);
                IReadOnlyList<LiveWord> words = agreement.Offer([.. Words(string.Join(' ', text)).Skip(committed.Count)], settled);
                int from = committed.Count;
                committed.AddRange(words.Select(word => word.Text));
                Assert.That(committed, Has.Count.LessThan(Math.Max(text.Length, 1)), "the last word waits");
                Assert.That(words.All(word => word.End <= settled), Is.True);
                Assert.That(committed.Skip(from), Is.EqualTo(text[from..committed.Count]).And.EqualTo(before.Skip(from).Take(words.Count)));
                before = text;
            }

            committedInAll += committed.Count;
        }

        Assert.That(committedInAll, Is.GreaterThan(300 * 5), "agreement was reached often");
    }

    private static LiveWord[] Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, index) =>
        new LiveWord(word, [index], TimeSpan.FromSeconds(0.5 * index), TimeSpan.FromSeconds(0.5 * (index + 1)), 1))];

    private static string Text(IEnumerable<LiveWord> words) => string.Join(' ', words.Select(word => word.Text));
}
