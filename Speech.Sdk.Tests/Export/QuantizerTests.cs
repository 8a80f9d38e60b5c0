using Speech.Sdk.Export.Quantization;

namespace Speech.Sdk.Tests.Export;

public sealed class QuantizerTests
{
    [TestCase(4, 32, 0.09)]
    [TestCase(4, 128, 0.12)]
    [TestCase(8, 32, 0.006)]
    [TestCase(8, 128, 0.008)]
    public void BlockQuantizer_NormalWeights_LosesLittle(int bits, int blockSize, double bound)
    {
        const int rows = 24;
        const int columns = 200;
        float[] weight = Normal(rows * columns);
        QuantizedBlocks blocks = BlockQuantizer.Quantize(weight, rows, columns, bits, blockSize);
        Assert.That(blocks.BlocksPerRow, Is.EqualTo((columns + blockSize - 1) / blockSize));
        float[] restored = [.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select Restore(blocks, row, column, bits, blockSize)];
        Assert.That(RelativeError(restored, weight), Is.LessThan(bound));
    }

    [Test]
    public void RowQuantizer_NormalWeights_LosesLittleInSevenBits()
    {
        const int outputs = 24;
        const int inputs = 300;
        float[] weight = Normal(outputs * inputs);
        QuantizedRows rows = RowQuantizer.Quantize(weight, outputs, inputs);
        Assert.That(rows.Values, Has.All.InRange(-63, 63));
        float[] restored = [.. from output in Enumerable.Range(0, outputs) from input in Enumerable.Range(0, inputs) select rows.Values[(input * outputs) + output] * rows.Scales[output]];
        Assert.That(RelativeError(restored, weight), Is.LessThan(0.016));
    }

    [Test]
    public void Quantizers_ZeroWeights_StayZero()
    {
        QuantizedBlocks blocks = BlockQuantizer.Quantize(new float[64], 2, 32, 4, 32);
        QuantizedRows rows = RowQuantizer.Quantize(new float[64], 2, 32);
        Assert.That(Enumerable.Range(0, 32).Select(column => Restore(blocks, 1, column, 4, 32)), Has.All.Zero);
        Assert.That(rows.Values, Has.All.Zero);
    }

    /// <summary>The documented layout: blocks along a row, low nibble first, values around 2^(bits-1).</summary>
    private static float Restore(QuantizedBlocks blocks, int row, int column, int bits, int blockSize)
    {
        int block = (row * blocks.BlocksPerRow) + (column / blockSize);
        int inBlock = column % blockSize;
        int value = bits == 8
            ? blocks.Values[(block * blocks.BytesPerBlock) + inBlock] - 128
            : ((blocks.Values[(block * blocks.BytesPerBlock) + (inBlock / 2)] >> (inBlock % 2 * 4)) & 15) - 8;
        return value * blocks.Scales[block];
    }

    private static float[] Normal(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static double RelativeError(float[] actual, float[] expected) =>
        Math.Sqrt(actual.Zip(expected, (a, e) => Math.Pow(a - e, 2)).Sum() / expected.Sum(e => Math.Pow(e, 2)));
}
