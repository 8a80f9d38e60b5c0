namespace Speech.Sdk.Tests.SpeechHeads;

public sealed class ActivityFinderTests
{
    // One label, frames of 0.1 s.
    [TestCase("", 0.5, 0, 0, "")]
    [TestCase("0 0.5 0", 0.5, 0, 0, "", Description = "above, not at the threshold")]
    [TestCase("0 0.6 0.8 0.4 0", 0.5, 0, 0, "0.1-0.3:0.7")]
    [TestCase("0 0.6 0.8 0.4 0", 0.7, 0, 0, "0.2-0.3:0.8")]
    [TestCase("1 0 1 0 0 1", 0.5, 0, 0, "0-0.1:1 0.2-0.3:1 0.5-0.6:1")]
    [TestCase("1 0 1 0 0 1", 0.5, 0, 0.15, "0-0.3:0.667 0.5-0.6:1")]
    [TestCase("1 0 1 0 0 1", 0.5, 0, 0.2, "0-0.3:0.667 0.5-0.6:1", Description = "a pause as long ends a stretch")]
    [TestCase("1 0 1 0 0 1", 0.5, 0.25, 0.15, "0-0.3:0.667", Description = "short ones are left out once pauses are bridged")]
    [TestCase("1 0 1 0 0 1", 0.5, 0.1, 0, "0-0.1:1 0.2-0.3:1 0.5-0.6:1", Description = "as long is long enough")]
    public void Find_OneLabel_Stretches(string probabilities, double threshold, double minimum, double pause, string expected)
    {
        float[] values = [.. probabilities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(float.Parse)];
        IReadOnlyList<LabelActivity> found = ActivityFinder.Find(
            new FrameProbabilities(["a"], TimeSpan.FromSeconds(0.1), values), TimeSpan.FromSeconds(values.Length * 0.1),
            new ActivityOptions { Threshold = threshold, MinimumDuration = TimeSpan.FromSeconds(minimum), MinimumPause = TimeSpan.FromSeconds(pause) });
        Assert.That(
            string.Join(' ', found.Select(one => FormattableString.Invariant($"{one.Start.TotalSeconds:0.##}-{one.End.TotalSeconds:0.##}:{one.Probability:0.###}"))), Is.EqualTo(expected));
    }

    [Test]
    public void Find_TwoLabels_MayOverlapAndEndWithTheRecording()
    {
        var frames = new FrameProbabilities(["a", "b"], TimeSpan.FromSeconds(0.1), [0, 1, 1, 1, 1, 0]);
        IReadOnlyList<LabelActivity> found = ActivityFinder.Find(frames, TimeSpan.FromSeconds(0.27), new ActivityOptions());
        Assert.That(found, Is.EqualTo(new[]
        {
            new LabelActivity("b", TimeSpan.Zero, TimeSpan.FromSeconds(0.2), 1), new LabelActivity("a", TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.27), 1),
        }));
        Assert.That(frames[1].ToArray(), Is.EqualTo(new[] { 1f, 1f }));
        Assert.That(() => frames[3].Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
