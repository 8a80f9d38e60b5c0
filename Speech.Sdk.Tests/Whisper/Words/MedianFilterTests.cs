using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Words;

public sealed class MedianFilterTests
{
    [Test]
    public void Apply_RandomRow_GivesTheMiddleOfEachSortedWindow([Values(4, 5, 7, 8, 9, 33, 1500)] int length)
    {
        var random = new Random(length);
        float[] row = [.. Enumerable.Range(0, length).Select(_ => random.Next(-20, 20) / 4f)];
        Assert.That(new MedianFilter(length).Apply(row).ToArray(), Is.EqualTo(Enumerable.Range(0, length).Select(i =>
            Enumerable.Range(i - 3, 7).Select(at => row[at < 0 ? -at : at >= length ? (2 * length) - 2 - at : at]).Order().ElementAt(3))));
    }

    // A network that finds the median of every row of zeros and ones finds it of all numbers (the zero-one principle).
    [Test]
    public void Apply_EveryWindowOfZerosAndOnes_GivesTheirMajority()
    {
        var filter = new MedianFilter(7);
        for (int bits = 0; bits < 128; bits++)
        {
            float[] row = [.. Enumerable.Range(0, 7).Select(bit => (float)((bits >> bit) & 1))];
            Assert.That(filter.Apply(row)[3], Is.EqualTo(row.Sum() > 3 ? 1 : 0), $"{bits:b7}");
        }
    }

    [Test]
    public void Apply_OneRowAfterAnother_AllocatesNothing()
    {
        var filter = new MedianFilter(1500);
        float[] row = new float[1500];
        filter.Apply(row);
        long allocated = Allocations.Of(() =>
        {
            filter.Apply(row);
        });
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Apply_ReferenceRows_GivesTheReferences()
    {
        GoldenTensors golden = Shared.Tensors("fixtures/text/alignment.safetensors");
        string[] names = [.. golden.Names.Where(name => name.StartsWith("median_", StringComparison.Ordinal) && name.EndsWith("_w7_x", StringComparison.Ordinal))];
        Assert.That(names, Has.Length.EqualTo(6));
        foreach (string name in names)
        {
            int length = golden.Shape(name)[^1];
            var filter = new MedianFilter(length);
            float[] filtered = [.. golden.Floats(name).Chunk(length).SelectMany(row => filter.Apply(row).ToArray())];
            Assert.That(filtered, Is.EqualTo(golden.Floats(name[..^1] + "y")), name);
        }
    }
}
