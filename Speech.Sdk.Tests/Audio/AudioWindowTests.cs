using Speech.Sdk.Audio;

namespace Speech.Sdk.Tests.Audio;

public sealed class AudioWindowTests
{
    private const int Rate = 16_000;

    [Test]
    public void Release_WhileReadingOn_KeepsNoMoreMemoryThanWhatIsNeededTakes()
    {
        const int seconds = 600, needed = 100, step = 8;
        float[] samples = [.. Enumerable.Range(0, seconds * Rate).Select(sample => (sample % 10_007) / 10_007f)];
        using AudioWindow window = new(AudioSource.FromSamples(samples, Rate).Open(Rate));
        for (int end = step; end <= seconds; end += step)
        {
            int from = Math.Max(0, end - needed) * Rate;
            Assert.That(window.ReadTo(end * Rate), Is.EqualTo(end * Rate));
            Assert.That(window.Slice(from, (end * Rate) - from).SequenceEqual(samples.AsSpan(from, (end * Rate) - from)), $"at {end} s");
            window.Release(from);
        }

        // 1.7 million samples are held at most; buffers are powers of two.
        Assert.That(window.Capacity, Is.LessThanOrEqualTo(1 << 21));
    }
}
