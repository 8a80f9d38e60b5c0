using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Words;

public sealed class AlignmentCostsTests
{
    [Test]
    public void Of_ReferenceScores_GivesTheReferencesMatrixAndPath()
    {
        GoldenTensors golden = Shared.Tensors("fixtures/text/alignment.safetensors");
        float[] costs = AlignmentCosts.Of(golden.Floats("align_qk"), heads: 3, tokens: 9, skipped: 0, attended: 30, positions: 30);
        float[] text = costs[(4 * 30)..(8 * 30)];
        Assert.That(text.Select(cost => -cost), Is.EqualTo(golden.Floats("align_matrix")).Within(1e-5));
        (int Row, int Column)[] path = DynamicTimeWarping.Path(text, 30);
        Assert.That(path.Select(step => (long)step.Row).Concat(path.Select(step => (long)step.Column)), Is.EqualTo(golden.Longs("align_path")));
    }

    [TestCase(0, 30, 30, "attention over the positions with audio")]
    [TestCase(0, 41, 30, "attention over all positions")]
    [TestCase(2, 41, 30, "tokens left out")]
    [TestCase(0, 41, 3, "too few positions to smooth")]
    public void Of_RandomScores_GivesWhatTheFormulaGives(int skipped, int attended, int positions, string what)
    {
        const int heads = 2, tokens = 6, stride = 41;
        var random = new Random(3);
        float[] scores = [.. Enumerable.Range(0, heads * tokens * stride).Select(_ => (float)(8 * random.NextDouble()))];
        // Attention far below what a float's square can hold.
        for (int token = 0; token < tokens; token++)
            scores[(token * stride) + 5] = -70 - token;

        Assert.That(AlignmentCosts.Of([.. scores], heads, tokens, skipped, attended, positions), Is.EqualTo(Formula()).Within(1e-4), what);

        float[] Formula()
        {
            double[] costs = new double[(tokens - skipped) * positions];
            for (int head = 0; head < heads; head++)
            {
                double[][] rows =
                [
                    .. scores.Skip(head * tokens * stride).Take(tokens * stride).Chunk(stride).Skip(skipped)
                        .Select(row => row.Take(attended).Select(score => Math.Exp(score)).ToArray()).Select(row => row.Select(value => value / row.Sum()).ToArray()),
                ];
                double[][] standard = [.. rows.Select(row => row.Take(positions).Select((value, position) =>
                {
                    double mean = rows.Average(other => other[position]);
                    return (value - mean) / Math.Sqrt(rows.Average(other => Math.Pow(other[position] - mean, 2)));
                }).ToArray())];
                for (int cell = 0; cell < costs.Length; cell++)
                    costs[cell] -= Median(standard[cell / positions], cell % positions) / heads;
            }

            return [.. costs.Select(cost => (float)cost)];
        }

        double Median(double[] row, int at) => positions <= 3
            ? row[at]
            : Enumerable.Range(at - 3, 7).Select(i => row[i < 0 ? -i : i >= positions ? (2 * positions) - 2 - i : i]).Order().ElementAt(3);
    }

    [Test]
    public void Of_PositionThatEveryTokenAttendsAlike_CostsNothing() =>
        Assert.That(AlignmentCosts.Of(new float[2 * 5 * 8], heads: 2, tokens: 5, skipped: 0, attended: 8, positions: 8), Is.All.Zero);
}
