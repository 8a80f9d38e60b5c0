using Speech.Sdk.Audio;

namespace Speech.Sdk.Tests.Audio;

public sealed class AudioWindowTests
{
    private const int Rate = 16_000;
    private const int Block = 1 << 16;

    [Test]
    public void Release_WhileReadingOn_KeepsNoMoreMemoryThanWhatIsNeededTakes()
    {
        const int seconds = 600, needed = 100, step = 8;
        float[] samples = Samples(seconds * Rate);
        using AudioWindow window = Open(samples);
        for (int end = step; end <= seconds; end += step)
        {
            int from = Math.Max(0, end - needed) * Rate;
            Assert.That(window.ReadTo(end * Rate), Is.EqualTo(end * Rate));
            AssertSlice(window, samples, from, (end * Rate) - from);
            window.Release(from);
            // What is needed begins and ends in the midst of a block.
            Assert.That(window.Capacity, Is.LessThan((needed * Rate) + (2 * Block)));
        }
    }

    [TestCase(0, 0, Description = "nothing")]
    [TestCase(0, Block, Description = "a whole block")]
    [TestCase(Block, 0, Description = "nothing, between two blocks")]
    [TestCase(Block - 1, 1)]
    [TestCase(Block - 1, 2, Description = "the end of one and the beginning of another")]
    [TestCase(1, Block, Description = "as long as a block, in two")]
    [TestCase(100, 3 * Block, Description = "whole blocks in the midst")]
    [TestCase(0, (4 * Block) + 17, Description = "all of it, to its end")]
    [TestCase((4 * Block) + 16, 1, Description = "the last one")]
    [TestCase((4 * Block) + 17, 0, Description = "nothing, at the end")]
    public void Slice_AnywhereInBlocks_IsTheRecording(int start, int length)
    {
        float[] samples = Samples((4 * Block) + 17);
        using AudioWindow window = Open(samples);
        Assert.That(window.ReadTo(long.MaxValue), Is.EqualTo(samples.Length));
        AssertSlice(window, samples, start, length);
        window.Release(start);
        AssertSlice(window, samples, start, length);
    }

    [TestCase(0, 2 * Block, Description = "released")]
    [TestCase(2 * Block, Block + 1, Description = "not read yet")]
    [TestCase(-1, 1)]
    public void Slice_OfWhatIsNotHeld_Throws(int start, int length)
    {
        using AudioWindow window = Open(Samples(4 * Block));
        window.ReadTo(3 * Block);
        window.Release((2 * Block) - 1);
        Assert.That(() => window.Slice(start, length).Dispose(), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains($"Samples {Block} to {3 * Block} are held."));
    }

    private static float[] Samples(int count) => [.. Enumerable.Range(0, count).Select(sample => (sample % 10_007) / 10_007f)];

    private static AudioWindow Open(float[] samples) => new(AudioSource.FromSamples(samples, Rate).Open(Rate));

    private static void AssertSlice(AudioWindow window, float[] samples, int start, int length)
    {
        using AudioSlice slice = window.Slice(start, length);
        Assert.That(slice.Samples.SequenceEqual(samples.AsSpan(start, length)), $"{length} samples from {start}");
    }
}
