using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class SpeedTests
{
    [TestCase(1, 1, 1, 1, 1)]
    [TestCase(2, 1, 2, 2, 2)]
    [TestCase(4, 2, 4, 4, 4)]
    [TestCase(20, 10, 18, 19, 20)]
    [TestCase(100, 50, 90, 95, 99)]
    [TestCase(201, 101, 181, 191, 199)]
    public void Speed_Latencies_AreOfTheNearestRank(int clips, int half, int ninety, int ninetyFive, int ninetyNine)
    {
        SpeedSummary speed = Speed([.. Enumerable.Range(1, clips).Reverse().Select(index => (TimeSpan?)TimeSpan.FromSeconds(index))])!;

        Assert.That(
            new[] { speed.MedianLatency, speed.Latency90, speed.Latency95, speed.Latency99, speed.MaximumLatency }.Select(latency => latency.TotalSeconds),
            Is.EqualTo(new double[] { half, ninety, ninetyFive, ninetyNine, clips }));
    }

    [Test]
    public void Speed_Run_IsItsTimeOverItsAudio()
    {
        SpeedSummary speed = Speed([TimeSpan.FromSeconds(1), null])!;

        Assert.That((speed.Wall, speed.Audio), Is.EqualTo((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20))));
        Assert.That(speed.RealTimeFactor, Is.EqualTo(0.1));
    }

    [Test]
    public void Speed_NothingTimed_IsNull()
    {
        Assert.That(Speed([null, null]), Is.Null);
        Assert.That(EvaluationReport.Create([Runs.Of("run", Runs.Clip("a", "one", "one"))], Runs.Options).Runs[0].Speed, Is.Null);
    }

    private static SpeedSummary? Speed(TimeSpan?[] latencies)
    {
        ClipResult[] clips = [.. latencies.Select((latency, index) => Runs.Clip($"{index}", "one", "one") with { Latency = latency, Audio = TimeSpan.FromSeconds(10) })];
        return EvaluationReport.Create([Runs.Of("run", clips) with { Wall = TimeSpan.FromSeconds(2) }], Runs.Options).Runs[0].Speed;
    }
}
