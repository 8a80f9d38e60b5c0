using Speech.Sdk.Alignments.Trellis;

namespace Speech.Sdk.Tests.Alignments;

public sealed class ViterbiPathTests
{
    // Frames, labels: columns of the table, 1 to 3.
    private static readonly object[] Texts =
    [
        new object[] { 1, new[] { 1 } },
        new object[] { 2, new[] { 1 } },
        new object[] { 7, new[] { 1 } },
        new object[] { 2, new[] { 1, 2 } },
        new object[] { 3, new[] { 2, 2 } },
        new object[] { 6, new[] { 2, 2 } },
        new object[] { 5, new[] { 1, 1, 1 } },
        new object[] { 6, new[] { 1, 2, 1 } },
        new object[] { 7, new[] { 1, 2, 2, 3 } },
        new object[] { 8, new[] { 3, 1, 2 } },
        new object[] { 8, new[] { 1, 1, 2, 2 } },
    ];

    [TestCaseSource(nameof(Texts))]
    public void Find_SmallText_IsAsGoodAsEveryPathTried(int frames, int[] labels)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            (EmissionTable emissions, double[][] scores) = Noise(frames, 4, seed);
            LabelChain chain = new(labels);
            double best = BruteForce.Best(scores, labels);

            foreach (int table in (int[])[ViterbiPath.StandardTable, 1])
            {
                int[] path = ViterbiPath.Find(emissions, chain, table);
                Check(path, labels);
                Assert.That(Score(path, chain, scores), Is.EqualTo(best).Within(1e-4), $"seed {seed}, table {table}");
            }
        }
    }

    [TestCase(200, 60, 30, 5)]
    [TestCase(500, 11, 4, 2, Description = "few labels of few symbols")]
    [TestCase(300, 149, 30, 1, Description = "hardly more frames than labels")]
    [TestCase(1000, 1, 3, 1)]
    [TestCase(2000, 700, 29, 3)]
    public void Find_InHalves_IsThePathOfTheWholeTable(int frames, int labels, int symbols, int seed)
    {
        (EmissionTable emissions, double[][] scores) = Noise(frames, symbols, seed);
        Random random = new(seed);
        int[] columns = [.. Enumerable.Range(0, labels).Select(_ => random.Next(1, symbols))];
        LabelChain chain = new(columns);
        int[] whole = ViterbiPath.Find(emissions, chain, table: int.MaxValue / 4);
        Check(whole, columns);

        foreach (int table in (int[])[1, 100, 5_000])
        {
            int[] path = ViterbiPath.Find(emissions, chain, table);
            Check(path, columns);
            Assert.That(Score(path, chain, scores), Is.EqualTo(Score(whole, chain, scores)).Within(1e-2), $"table {table}");
        }
    }

    // The probabilities and paths that torchaudio tests its forced_align with; the blank is symbol 5.
    [TestCase(new[] { 0, 1, 1, 0 }, new[] { 0, 1, 5, 1, 0 })]
    [TestCase(new[] { 0, 1, 2, 3, 4 }, new[] { 0, 1, 2, 3, 4 })]
    [TestCase(new[] { 3, 3, 3 }, new[] { 3, 5, 3, 5, 3 })]
    [TestCase(new[] { 0, 1, 2 }, new[] { 0, 1, 1, 1, 2 })]
    public void Find_TorchaudiosExample_IsItsPath(int[] labels, int[] expected)
    {
        float[] probabilities =
        [
            0.633766f, 0.221185f, 0.0917319f, 0.0129757f, 0.0142857f, 0.0260553f,
            0.111121f, 0.588392f, 0.278779f, 0.0055756f, 0.00569609f, 0.010436f,
            0.0357786f, 0.633813f, 0.321418f, 0.00249248f, 0.00272882f, 0.0037688f,
            0.0663296f, 0.643849f, 0.280111f, 0.00283995f, 0.0035545f, 0.00331533f,
            0.458235f, 0.396634f, 0.123377f, 0.00648837f, 0.00903441f, 0.00623107f,
        ];
        EmissionTable emissions = new(5, [0, 1, 2, 3, 4]);
        emissions.Append([.. probabilities.Select(probability => MathF.Log(probability))], 6);

        foreach (int table in (int[])[ViterbiPath.StandardTable, 1])
        {
            int[] path = ViterbiPath.Find(emissions, new LabelChain([.. labels.Select(label => label + 1)]), table);
            Assert.That(path.Select(state => state % 2 == 0 ? 5 : labels[state / 2]), Is.EqualTo(expected));
            Assert.That(emissions.LogProbability(0, labels[0] + 1), Is.EqualTo(Math.Log(probabilities[expected[0]])).Within(1e-6));
        }
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(true, true)]
    public void Find_OptionalEnds_IsAsGoodAsTheBestOfAllTexts(bool first, bool last)
    {
        int[] labels = [1, 2, 3, 2];
        for (int seed = 0; seed < 10; seed++)
        {
            (EmissionTable emissions, double[][] scores) = Noise(7, 4, seed);
            LabelChain chain = new(labels, first, last);
            double best = new[] { (0, 0), (1, 0), (0, 1), (1, 1) }
                .Where(left => (left.Item1 == 0 || first) && (left.Item2 == 0 || last))
                .Max(left => BruteForce.Best(scores, labels[left.Item1..^left.Item2]));

            foreach (int table in (int[])[ViterbiPath.StandardTable, 1])
                Assert.That(Score(ViterbiPath.Find(emissions, chain, table), chain, scores), Is.EqualTo(best).Within(1e-4), $"seed {seed}, table {table}");
            Assert.That(chain.LeastFrames, Is.EqualTo(4 - (first ? 1 : 0) - (last ? 1 : 0)));
        }
    }

    [Test]
    public void Find_ClearSpeech_FindsIt()
    {
        // "aab" said as - a a - a b b -: the scores leave no doubt.
        int[] said = [0, 1, 1, 0, 1, 2, 2, 0];
        EmissionTable emissions = new(0, [1, 2]);
        foreach (int symbol in said)
            emissions.Append([.. Enumerable.Range(0, 3).Select(other => other == symbol ? -0.01f : -8f)], 3);

        Assert.That(ViterbiPath.Find(emissions, new LabelChain([1, 1, 2])), Is.EqualTo(new[] { 0, 1, 1, 2, 3, 5, 5, 6 }));
    }

    [TestCase(new[] { 1 }, 1)]
    [TestCase(new[] { 1, 1 }, 3)]
    [TestCase(new[] { 1, 2, 2, 2, 1 }, 7)]
    public void LeastFrames_CountsABlankBetweenEqualLabels(int[] labels, int expected)
    {
        LabelChain chain = new(labels);
        (EmissionTable emissions, _) = Noise(expected, 3, 1);

        Assert.That(chain.LeastFrames, Is.EqualTo(expected));
        Check(ViterbiPath.Find(emissions, chain, table: 1), labels);
    }

    [Test]
    public void Find_HalfAnHour_TakesMemoryOfItsFramesAndLabelsAlone()
    {
        const int Frames = 30_000, Labels = 9_000;
        (EmissionTable emissions, _) = Noise(Frames, 30, 1);
        Random random = new(1);
        LabelChain chain = new([.. Enumerable.Range(0, Labels).Select(_ => random.Next(1, 30))]);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        ViterbiPath.Find(emissions, chain);

        // A bit for each of the 270 million states would be 34 MB.
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(8_000_000));
    }

    [Test]
    public void Find_Cancelled_Throws()
    {
        (EmissionTable emissions, _) = Noise(20_000, 30, 1);
        LabelChain chain = new([.. Enumerable.Range(0, 6_000).Select(label => 1 + (label % 29))]);
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(20));

        Assert.That(() => ViterbiPath.Find(emissions, chain, cancellation: source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static void Check(int[] path, int[] labels)
    {
        Assert.That(path[0], Is.LessThanOrEqualTo(1));
        Assert.That(path[^1], Is.GreaterThanOrEqualTo((2 * labels.Length) - 1));
        int[] symbols = [.. path.Select(state => state % 2 == 0 ? 0 : labels[state / 2])];
        Assert.That(BruteForce.Collapsed(symbols), Is.EqualTo(labels));
        Assert.That(path.Zip(path.Skip(1)).All(step => step.Second - step.First is >= 0 and <= 2));
    }

    private static double Score(int[] path, LabelChain chain, double[][] scores) =>
        path.Select((state, frame) => scores[frame][state % 2 == 0 ? 0 : chain.ColumnsFrom(state / 2)[0]]).Sum();

    /// <summary>A table of random log-probabilities whose symbols are their columns, and the same numbers.</summary>
    private static (EmissionTable Emissions, double[][] Scores) Noise(int frames, int symbols, int seed)
    {
        Random random = new(seed);
        EmissionTable emissions = new(0, [.. Enumerable.Range(1, symbols - 1)]);
        double[][] scores = new double[frames][];
        for (int frame = 0; frame < frames; frame++)
        {
            float[] row = [.. Enumerable.Range(0, symbols).Select(_ => random.NextSingle() * -5)];
            emissions.Append(row, symbols);
            scores[frame] = [.. row.Select(score => (double)score)];
        }

        return (emissions, scores);
    }
}
