using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Languages;

public sealed class SlidingWindowTests
{
    [TestCase(3, 10, 10, "0-3")]
    [TestCase(10, 10, 10, "0-10")]
    [TestCase(10, 10, 4, "0-10")]
    [TestCase(11, 10, 10, "0-10 1-11", Description = "the last window ends with the recording")]
    [TestCase(20, 10, 10, "0-10 10-20")]
    [TestCase(21, 10, 4, "0-10 4-14 8-18 11-21")]
    [TestCase(18, 10, 4, "0-10 4-14 8-18")]
    public void MoveNext_AnyLength_EveryWindowOnceAndWhole(int length, int window, int hop, string expected)
    {
        float[] samples = [.. Enumerable.Range(0, length).Select(i => i / 100f)];
        using AudioReader reader = AudioSource.FromSamples(samples, 16_000).Open(16_000);
        var windows = new SlidingWindow(reader, window, hop);
        List<string> found = [];
        while (windows.MoveNext())
        {
            found.Add($"{windows.Start}-{windows.End}");
            Assert.That(windows.Samples.ToArray(), Is.EqualTo(samples[(int)windows.Start..(int)windows.End]));
        }

        Assert.That(string.Join(' ', found), Is.EqualTo(expected));
    }

    [Test]
    public void MoveNext_AnHour_AllocatesNothing()
    {
        using AudioReader reader = AudioSource.FromSamples(new short[16_000 * 3600], 16_000).Open(16_000);
        var windows = new SlidingWindow(reader, 480_000, 160_000);
        windows.MoveNext();
        windows.MoveNext();
        long allocated = Allocations.Of(() =>
        {
            while (windows.MoveNext())
            {
            }
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(windows.End, Is.EqualTo(16_000 * 3600));
    }

    [TestCase("0-3", "0-3")]
    [TestCase("0-10 10-20", "0-10 10-20")]
    [TestCase("0-10 2-12", "0-6 6-12")]
    [TestCase("0-10 4-14 8-18 11-21", "0-7 7-11 11-14 14-21")]
    public void Stretches_Windows_EachStandsForItsSideOfAnOverlap(string windows, string expected)
    {
        (long, long)[] given = [.. windows.Split(' ').Select(window => window.Split('-')).Select(window => (long.Parse(window[0]), long.Parse(window[1])))];
        Assert.That(string.Join(' ', WindowLength.Stretches(given).Select(stretch => $"{stretch.Start}-{stretch.End}")), Is.EqualTo(expected));
    }
}
