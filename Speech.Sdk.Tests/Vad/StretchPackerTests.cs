using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

public sealed class StretchPackerTests
{
    [TestCase("", "", Description = "nothing")]
    [TestCase("3-5", "3-5")]
    [TestCase("0-10 11-20 21-30", "0-30", Description = "as much as fits")]
    [TestCase("0-5 7-10", "0-10", Description = "the longest pause that does not separate")]
    [TestCase("0-5 8-10", "0-5 8-10", Description = "a longer one")]
    [TestCase("0-45", "0-45", Description = "alone too long")]
    [TestCase("0-5 6-50 51-55", "0-5 6-50 51-55", Description = "alone too long between others")]
    [TestCase("0-10 11-18 20-24 25-29 30-35", "0-18 20-35", Description = "at the longest pause")]
    [TestCase("0-5 7-16 17-29 30-35", "0-29 30-35", Description = "not at one of the first half; of equal ones the last")]
    [TestCase("0-16 17-20 21-29 31-35", "0-29 31-35", Description = "the last one is the longest")]
    [TestCase("0-10 11-15 17-29 30-48", "0-29 30-48", Description = "what follows the cut must fit as well")]
    [TestCase("0-15 15-30 30-45 45-60", "0-30 30-60", Description = "no pauses at all")]
    public void Add_Regions_GivesStretches(string regions, string stretches) =>
        Assert.That(string.Join(' ', Pack(new StretchPacker(30, 2), Parse(regions)).Select(stretch => $"{stretch.Start}-{stretch.End}")), Is.EqualTo(stretches));

    [Test]
    public void Add_AnyRegions_KeepsItsPromises([Values(1, 2, 3, 4)] int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 250; round++)
        {
            int maxLength = random.Next(5, 60);
            int maxPause = random.Next(0, 10);
            List<SampleRange> regions = RandomRegions(random);
            List<SampleRange> stretches = Pack(new StretchPacker(maxLength, maxPause), regions);
            string given = $"{maxLength}, {maxPause}: {string.Join(' ', regions.Select(region => $"{region.Start}-{region.End}"))}";

            Assert.That(stretches.Zip(stretches.Skip(1)).All(pair => pair.First.End <= pair.Second.Start), given);
            int covered = 0;
            foreach (SampleRange stretch in stretches)
            {
                SampleRange[] inside = [.. regions.Where(region => region.Start >= stretch.Start && region.End <= stretch.End)];
                covered += inside.Length;
                Assert.That((inside[0].Start, inside[^1].End), Is.EqualTo((stretch.Start, stretch.End)), given);
                Assert.That(stretch.Length <= maxLength || inside.Length == 1, given);
                Assert.That(inside.Zip(inside.Skip(1)).All(pair => pair.Second.Start - pair.First.End <= maxPause), given);
            }

            Assert.That(covered, Is.EqualTo(regions.Count), given);
        }
    }

    [Test]
    public void Advance_BeyondTheLongestPause_GivesTheStretch()
    {
        var sut = new StretchPacker(30, 2);
        List<SampleRange> stretches = [];
        sut.Add(new SampleRange(5, 9), stretches);
        sut.Advance(11, stretches);
        Assert.That((stretches.Count, sut.OpenFrom), Is.EqualTo((0, (long?)5)));
        sut.Advance(12, stretches);
        Assert.That(stretches, Is.EqualTo(new[] { new SampleRange(5, 9) }));
        Assert.That(sut.OpenFrom, Is.Null);
    }

    [Test]
    public void Add_FullStretch_ComesAtOnce()
    {
        List<SampleRange> stretches = [];
        new StretchPacker(30, 2).Add(new SampleRange(5, 36), stretches);
        Assert.That(stretches, Has.Count.EqualTo(1));
    }

    private static List<SampleRange> Pack(StretchPacker sut, IEnumerable<SampleRange> regions)
    {
        List<SampleRange> stretches = [];
        foreach (SampleRange region in regions)
            sut.Add(region, stretches);
        sut.Finish(stretches);
        return stretches;
    }

    private static IEnumerable<SampleRange> Parse(string regions) => regions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(region => region.Split('-')).Select(ends => new SampleRange(long.Parse(ends[0]), long.Parse(ends[1])));

    private static List<SampleRange> RandomRegions(Random random)
    {
        List<SampleRange> regions = [];
        long position = 0;
        for (int i = random.Next(1, 40); i > 0; i--)
        {
            long start = position + random.Next(0, random.Next(1, 12));
            position = start + random.Next(1, random.Next(2, 45));
            regions.Add(new SampleRange(start, position));
        }

        return regions;
    }
}
