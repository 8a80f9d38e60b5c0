using Speech.Sdk.Models.SpeechHeads;

namespace Speech.Sdk.Tests.SpeechHeads;

public sealed class LabelMatcherTests
{
    private const int Labels = 3;

    // A window of 6 frames, then one of 6 that begins 4 frames later: 2 are shared.
    [TestCase("0 1 2")]
    [TestCase("1 0 2")]
    [TestCase("1 2 0")]
    [TestCase("2 1 0")]
    public void Match_OtherOrder_IsUndone(string order)
    {
        int[] places = [.. order.Split(' ').Select(int.Parse)];
        float[] truth = Speakers(10);
        float[] first = truth[..(6 * Labels)];
        float[] second = Shuffled(truth[(4 * Labels)..], places);
        // What the model hears differs a little from window to window.
        for (int i = 0; i < second.Length; i++)
            second[i] += i % 2 == 0 ? 0.05f : -0.05f;
        float[] expected = [.. truth[(4 * Labels)..]];

        var matcher = new LabelMatcher(Labels);
        matcher.Match(0, first);
        matcher.Match(4, second);
        Assert.That(first, Is.EqualTo(truth[..(6 * Labels)]), "the first window's order is kept");
        Assert.That(second, Is.EqualTo(expected).Within(0.051));
    }

    [Test]
    public void Match_ThirdWindow_FollowsTheSecondAsItWasReordered()
    {
        float[] truth = Speakers(14);
        float[] second = Shuffled(truth[(4 * Labels)..(10 * Labels)], [1, 2, 0]), third = Shuffled(truth[(8 * Labels)..], [2, 0, 1]);
        var matcher = new LabelMatcher(Labels);
        matcher.Match(0, truth[..(6 * Labels)]);
        matcher.Match(4, second);
        matcher.Match(8, third);
        Assert.That(third, Is.EqualTo(truth[(8 * Labels)..]));
    }

    [TestCase(4, Description = "nobody speaks in the overlap")]
    [TestCase(6, Description = "there is no overlap")]
    [TestCase(9, Description = "there is a gap")]
    public void Match_NothingToGoBy_KeepsTheModelsOrder(int first)
    {
        float[] second = Speakers(6);
        Array.Clear(second, 0, 2 * Labels);
        float[] before = [.. second];
        var matcher = new LabelMatcher(Labels);
        matcher.Match(0, new float[6 * Labels]);
        matcher.Match(first, second);
        Assert.That(second, Is.EqualTo(before));
    }

    private static float[] Speakers(int frames)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, frames * Labels).Select(i => (i / Labels * 2) % Labels == i % Labels ? 0.9f : random.NextSingle() * 0.1f)];
    }

    private static float[] Shuffled(float[] rows, int[] places) =>
        [.. rows.Chunk(Labels).SelectMany(row => places.Select(place => row[place]))];
}
