using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Metrics.Edits;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

public sealed class LeastEditsTests
{
    [TestCase(6, 2, 1500)]
    [TestCase(12, 3, 1000)]
    [TestCase(70, 2, 150, Description = "more than a block of 64")]
    [TestCase(140, 20, 100)]
    [TestCase(400, 5, 20)]
    public void Find_TextsWithoutCommonEnds_IsThePathOfTheWholeTable(int longest, int symbols, int count)
    {
        Random random = new(longest);
        for (int trial = 0; trial < count; trial++)
        {
            // Common ends are cut off first, which the plain table does not do: so there are none.
            int[] reference = [symbols, .. Draw(random, longest, symbols), symbols], hypothesis = [symbols + 1, .. Draw(random, longest, symbols), symbols + 1];

            Assert.That(Letters(LeastEdits.Find<int>(reference, hypothesis)), Is.EqualTo(PlainEdits.Find(reference, hypothesis)));
        }
    }

    [TestCase("", "", "")]
    [TestCase("abc", "abc", "EEE")]
    [TestCase("abc", "", "DDD")]
    [TestCase("", "abc", "III")]
    [TestCase("aaaa", "aa", "EEDD", Description = "the common beginning goes first")]
    [TestCase("abab", "bab", "DEEE")]
    [TestCase("ab", "ba", "IED")]
    [TestCase("abc", "axc", "ESE")]
    public void Find_ShortTexts_AsByHand(string reference, string hypothesis, string expected) =>
        Assert.That(Letters(LeastEdits.Find<char>(reference, hypothesis)), Is.EqualTo(expected));

    [Test]
    public void Find_AnyTexts_GivesRunsThatFollowEachOther()
    {
        Random random = new(1);
        for (int trial = 0; trial < 200; trial++)
        {
            int[] reference = Draw(random, 100, 4), hypothesis = Draw(random, 100, 4);
            EditChunk before = default;
            foreach (EditChunk chunk in LeastEdits.Find<int>(reference, hypothesis))
            {
                Assert.That((chunk.ReferenceStart, chunk.HypothesisStart), Is.EqualTo((before.ReferenceEnd, before.HypothesisEnd)));
                Assert.That(chunk.HypothesisEnd > 0 && before.HypothesisEnd + before.ReferenceEnd > 0 && chunk.Kind == before.Kind, Is.False, "one run");
                before = chunk;
            }

            Assert.That((before.ReferenceEnd, before.HypothesisEnd), Is.EqualTo((reference.Length, hypothesis.Length)));
        }
    }

    private static int[] Draw(Random random, int longest, int symbols) => [.. Enumerable.Range(0, random.Next(longest + 1)).Select(_ => random.Next(symbols))];

    private static string Letters(IEnumerable<EditChunk> chunks) => string.Concat(chunks.Select(chunk =>
        new string(chunk.Kind.ToString()[0], Math.Max(chunk.ReferenceEnd - chunk.ReferenceStart, chunk.HypothesisEnd - chunk.HypothesisStart))));
}
