using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Tests.Evaluation.Statistics;

public sealed class BootstrapTests
{
    private static readonly ClipErrors[] Four = [new(0, 4), new(3, 7), new(2, 10), new(9, 9)];

    [TestCase(0.95)]
    [TestCase(0.8)]
    [TestCase(0.5)]
    public void Interval_FewClips_HasTheQuantilesOfAllSamples(double level)
    {
        double[] rates = [.. AllSamples(Four).Order()];
        ConfidenceInterval interval = Bootstrap.Interval(Four, 100_000, level, seed: 5)!.Value;

        // Of 256 equally likely samples some lie at each end's probability, give or take the draws' chance.
        Assert.That(interval.Low, Is.InRange(Quantile(rates, ((1 - level) / 2) - 0.004), Quantile(rates, ((1 - level) / 2) + 0.004)));
        Assert.That(interval.High, Is.InRange(Quantile(rates, ((1 + level) / 2) - 0.004), Quantile(rates, ((1 + level) / 2) + 0.004)));
        Assert.That(interval.Level, Is.EqualTo(level));
    }

    [Test]
    public void Interval_ManyClips_IsNearlyNormal()
    {
        Random random = new(2);
        ClipErrors[] clips = [.. Enumerable.Range(0, 2000).Select(_ => new ClipErrors(random.Next(5), 10))];
        double mean = clips.Average(clip => clip.Errors) / 10, deviation = Math.Sqrt(clips.Average(clip => Math.Pow((clip.Errors / 10.0) - mean, 2)) / 2000);

        ConfidenceInterval interval = Bootstrap.Interval(clips, 20_000, 0.95, 0)!.Value;

        Assert.That(interval.Low, Is.EqualTo(mean - (1.96 * deviation)).Within(0.05 * deviation));
        Assert.That(interval.High, Is.EqualTo(mean + (1.96 * deviation)).Within(0.05 * deviation));
    }

    [Test]
    public void Interval_DataDrawnAnew_CoversTheTrueRateAsOftenAsItSays()
    {
        // A clip has 5 to 14 words, of which each is wrong with a probability of its clip: 0.05 or 0.35, 0.2 on average.
        Random random = new(4);
        int covered = 0;
        const int trials = 500;
        for (int trial = 0; trial < trials; trial++)
        {
            ClipErrors[] clips = [.. Enumerable.Range(0, 80).Select(_ =>
            {
                int length = random.Next(5, 15);
                double wrong = random.Next(2) == 0 ? 0.05 : 0.35;
                return new ClipErrors(Enumerable.Range(0, length).Count(_ => random.NextDouble() < wrong), length);
            })];
            ConfidenceInterval interval = Bootstrap.Interval(clips, 400, 0.9, trial)!.Value;
            covered += interval.Low <= 0.2 && 0.2 <= interval.High ? 1 : 0;
        }

        Assert.That((double)covered / trials, Is.EqualTo(0.9).Within(0.035));
    }

    [Test]
    public void Interval_Seed_DecidesAlone()
    {
        ClipErrors[] clips = [.. Enumerable.Range(0, 80).Select(index => new ClipErrors(index % 7, 7 + (index % 5)))];
        ConfidenceInterval first = Bootstrap.Interval(clips, 200, 0.9, 1)!.Value;

        Assert.That(Bootstrap.Interval(clips, 200, 0.9, 1), Is.EqualTo(first));
        Assert.That(Bootstrap.Interval(clips, 200, 0.9, 2), Is.Not.EqualTo(first));
    }

    [Test]
    public void Interval_ClipsWithoutWords_AreNeverDrawnAlone()
    {
        ClipErrors[] clips = [new(0, 0), new(0, 0), new(0, 0), new(1, 2)];

        Assert.That(Bootstrap.Interval(clips, 500, 0.95, 0), Is.EqualTo(new ConfidenceInterval(0.5, 0.5, 0.95)));
    }

    [Test]
    public void Interval_NothingToDraw_IsNull()
    {
        Assert.That(Bootstrap.Interval([new(1, 2)], 100, 0.95, 0), Is.Null, "one clip");
        Assert.That(Bootstrap.Interval([new(1, 0), new(0, 0)], 100, 0.95, 0), Is.Null, "no words");
        Assert.That(Bootstrap.Interval(Four, 0, 0.95, 0), Is.Null, "no draws");
    }

    [TestCase(1, 0.95, Description = "one draw is both ends")]
    [TestCase(20, 0.99, Description = "fewer draws than would leave one out: the extremes")]
    public void Interval_FewDraws_HasOrderedEnds(int draws, double level)
    {
        ConfidenceInterval interval = Bootstrap.Interval(Four, draws, level, 0)!.Value;

        Assert.That(interval.Low, Is.LessThanOrEqualTo(interval.High));
    }

    private static IEnumerable<double> AllSamples(ClipErrors[] clips) =>
        from first in clips
        from second in clips
        from third in clips
        from fourth in clips
        let sample = (ClipErrors[])[first, second, third, fourth]
        select (double)sample.Sum(clip => clip.Errors) / sample.Sum(clip => clip.Length);

    private static double Quantile(double[] sorted, double probability) =>
        sorted[Math.Clamp((int)Math.Floor(probability * sorted.Length), 0, sorted.Length - 1)];
}
