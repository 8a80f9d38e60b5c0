using Speech.Sdk.Export;
using Speech.Sdk.Models.KyutaiStt.TextModel;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Wav2Vec2Bert;

namespace Speech.Sdk.Tests.KyutaiStt.TextModel;

/// <summary>Rows of streams over the exported step of a random model.</summary>
public sealed class TextStepsTests
{
    private const int Steps = (2 * TinyKyutai.Window) + 5;
    private readonly Dictionary<string, ExportedTextModel> _models = [];
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        TinyKyutai.WriteTransformers(_folder.Combine("transformers"));
        TinyKyutai.WriteOriginal(_folder.Combine("original"));
    }

    [OneTimeTearDown]
    public void Remove()
    {
        foreach (ExportedTextModel model in _models.Values)
            model.Dispose();
        _folder.Dispose();
    }

    [TestCase("transformers")]
    [TestCase("original")]
    public void Logits_PastTheWindow_EqualThePlainModels(string layout)
    {
        using TextSteps text = Start("fp32", layout);
        text.Add();
        var plain = new PlainTextModel();
        float worst = 0;
        for (int step = 0; step < Steps; step++)
        {
            long[] codes = Codes(0, step);
            Advance(text, 0, step);
            float[] expected = [.. plain.Step(Text(0, step), codes).Take(text.Logits(0).Length).Select(value => (float)value)];
            worst = Math.Max(worst, Close.WorstDifference(text.Logits(0), expected));
            Assert.That(text.Token(0).Id, Is.EqualTo(Array.IndexOf(expected, expected.Max())), $"step {step}");
            double sum = Math.Log(expected.Sum(value => Math.Exp(value - expected.Max())));
            Assert.That(text.Token(0).LogProbability, Is.EqualTo(-sum).Within(1e-4), $"step {step}");
        }

        Assert.That(worst, Is.LessThan(1e-4));
    }

    [TestCase("fp32")]
    [TestCase("int8")]
    [TestCase("int4")]
    [TestCase("fp16")]
    public void Logits_WithOtherRows_EqualThoseAloneBitForBit(string precision)
    {
        float[][][] alone = [.. Enumerable.Range(0, 5).Select(stream => Alone(precision, stream))];
        using TextSteps text = Start(precision);
        // Streams join one after the other, pause at times, and the second leaves early: the last takes its row.
        List<int> streams = [];
        int[] done = new int[5];
        for (int turn = 0; turn < Steps + 12; turn++)
        {
            if (turn % 3 == 0 && turn / 3 < 5)
            {
                streams.Add(turn / 3);
                text.Add();
            }

            if (turn == 20)
            {
                text.RemoveAt(1);
                streams[1] = streams[^1];
                streams.RemoveAt(streams.Count - 1);
            }

            bool[] fed = [.. streams.Select((stream, row) => done[stream] < Steps && (turn + (stream * 2)) % 5 != 0)];
            for (int row = 0; row < streams.Count; row++)
            {
                if (fed[row])
                    text.Feed(row, Text(streams[row], done[streams[row]]), Codes(streams[row], done[streams[row]]));
            }

            text.Step(CancellationToken.None);
            for (int row = 0; row < streams.Count; row++)
            {
                if (!fed[row])
                    continue;
                int step = done[streams[row]]++;
                Assert.That(text.Logits(row).SequenceEqual(alone[streams[row]][step]), Is.True, $"turn {turn}, stream {streams[row]}, step {step}");
            }
        }

        Assert.That(done.Min(), Is.GreaterThan(5));
        Assert.That(done.Max(), Is.EqualTo(Steps));
    }

    [TestCase("fp16", 0.005)]
    [TestCase("int8", 0.04)]
    [TestCase("int4", 0.4)]
    public void Precision_Logits_StayNearFp32(string precision, double share)
    {
        float[] exact = [.. Alone("fp32", 0).SelectMany(logits => logits)];
        float[] actual = [.. Alone(precision, 0).SelectMany(logits => logits)];
        double error = Math.Sqrt(exact.Zip(actual, (x, y) => Math.Pow(x - y, 2)).Sum() / exact.Sum(x => Math.Pow(x, 2)));
        TestContext.Out.WriteLine($"{precision}: {error:p2} of the scores' size");
        Assert.That(error, Is.LessThan(share));
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(TinyKyutai.Window)]
    [TestCase(20)]
    public void Restore_SavedRow_GoesOnAsIfNothingHadHappened(int savedAfter)
    {
        float[][] alone = Alone("fp32", 2);
        byte[] saved = Saved("fp32", savedAfter);
        using TextSteps text = Start("fp32");
        text.Add();
        text.Add();
        for (int step = 0; step < 15; step++)
            Advance(text, 1, step);
        using BinaryReader reader = new(new MemoryStream(saved));
        text.Restore(1, reader);
        for (int step = savedAfter; step < Steps; step++)
        {
            text.Feed(1, Text(2, step), Codes(2, step));
            text.Step(CancellationToken.None);
            Assert.That(text.Logits(1).SequenceEqual(alone[step]), Is.True, $"step {step}");
        }
    }

    [Test]
    public void Step_OverEveryStretchOfManyRows_KeepsSomeBound()
    {
        const int rows = 24;
        using TextSteps text = Start("fp32");
        for (int row = 0; row < rows; row++)
            text.Add();
        for (int first = 0; first < rows; first++)
        {
            for (int last = first; last < rows; last++)
            {
                text.Feed(first, Text(0, 1), Codes(0, 1));
                text.Feed(last, Text(0, 1), Codes(0, 1));
                text.Step(CancellationToken.None);
                Assert.That(text.Bindings, Is.InRange(1, TextSteps.MostBindings));
            }
        }
    }

    [Test]
    public void Save_ShortStream_HoldsNoMoreThanItHasHeard()
    {
        int keys = 2 * TinyKyutai.Layers * TinyKyutai.Width * sizeof(float);
        Assert.That(Saved("fp32", 3), Has.Length.EqualTo(Saved("fp32", 0).Length + (3 * keys)));
        Assert.That(Saved("fp32", 30), Has.Length.EqualTo(Saved("fp32", 0).Length + ((TinyKyutai.Window - 1) * keys)));
    }

    [Test]
    public void Restore_CutOff_Throws() => Refuses(Saved("fp32", 5)[..^1], "cut off");

    [Test]
    public void Restore_StateOfAnotherModel_Throws() => Refuses(Saved("fp16", 5), "another model");

    [Test]
    public void Step_AfterYears_EqualsTheOneAtTheBeginning()
    {
        const long years = 2_500_000_000;
        byte[] saved = Saved("fp32", 20);
        // The state's sizes and the number of pause heads come before the position.
        BitConverter.TryWriteBytes(saved.AsSpan(5 * sizeof(int)), years + 20);
        using TextSteps text = Start("fp32");
        text.Add();
        using BinaryReader reader = new(new MemoryStream(saved));
        text.Restore(0, reader);
        // What was seen at other angles is forgotten layer by layer.
        const int forgotten = 20 + (TinyKyutai.Layers * TinyKyutai.Window);
        float[][] expected = Alone("fp32", 2, forgotten + 6);
        float worst = 0;
        for (int step = 20; step < forgotten + 6; step++)
        {
            text.Feed(0, Text(2, step % Steps), Codes(2, step % Steps));
            text.Step(CancellationToken.None);
            if (step >= forgotten)
                worst = Math.Max(worst, Close.WorstDifference(text.Logits(0), expected[step]));
        }

        Assert.That(worst, Is.LessThan(1e-4));
    }

    [Test]
    public void Step_AfterWarmUp_AllocatesNothing()
    {
        using TextSteps text = Start("int8");
        using CancellationTokenSource source = new();
        long[] codes = Codes(0, 1);
        for (int row = 0; row < 3; row++)
            text.Add();
        long Allocated(int steps)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < steps; step++)
            {
                // Not every row at every step, so that runs over each stretch of rows are among them.
                for (int row = step % 3; row < 3; row++)
                    text.Feed(row, row, codes);
                text.Step(source.Token);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(2 * TinyKyutai.Window);
        Assert.That(Allocated(40), Is.Zero);
    }

    [Test]
    public void Step_Cancelled_ThrowsAndMayBeRepeated()
    {
        float[][] alone = Alone("fp32", 2);
        using TextSteps text = Start("fp32");
        text.Add();
        for (int step = 0; step < Steps; step++)
        {
            text.Feed(0, Text(2, step), Codes(2, step));
            Assert.That(() => text.Step(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
            text.Step(CancellationToken.None);
            Assert.That(text.Logits(0).SequenceEqual(alone[step]), Is.True, $"step {step}");
        }
    }

    [Test]
    public void Token_RowThatPauses_KeepsItsOwn()
    {
        using TextSteps text = Start("fp32", "original");
        text.Add();
        text.Add();
        Advance(text, 0, 0);
        Advance(text, 1, 1);
        (int id, float[] pauses) = (text.Token(0).Id, [.. text.Pauses(0)]);
        Advance(text, 1, 2);
        Assert.That(text.Token(0).Id, Is.EqualTo(id));
        Assert.That(text.Pauses(0).ToArray(), Is.EqualTo(pauses).And.All.InRange(0, 1));
        text.RemoveAt(0);
        text.Add();
        Assert.That(text.Pauses(1).ToArray(), Is.All.Zero, "a new stream has said nothing");
    }

    [Test]
    public void Feed_WrongNumberOfCodes_Throws()
    {
        using TextSteps text = Start("fp32");
        text.Add();
        Assert.That(() => text.Feed(0, 1, [1, 2]), Throws.ArgumentException.With.Message.Contains("4 codebooks"));
    }

    private static void Advance(TextSteps text, int row, int step)
    {
        text.Feed(row, Text(0, step), Codes(0, step));
        text.Step(CancellationToken.None);
    }

    private void Refuses(byte[] state, string reason)
    {
        using TextSteps text = Start("fp32");
        text.Add();
        using BinaryReader reader = new(new MemoryStream(state));
        Assert.That(() => text.Restore(0, reader), Throws.TypeOf<InvalidDataException>().With.Message.Contains(reason));
    }

    /// <summary>Stream 2 after some steps.</summary>
    private byte[] Saved(string precision, int steps)
    {
        using TextSteps text = Start(precision);
        text.Add();
        for (int step = 0; step < steps; step++)
        {
            text.Feed(0, Text(2, step), Codes(2, step));
            text.Step(CancellationToken.None);
        }

        using MemoryStream target = new();
        using BinaryWriter writer = new(target);
        text.Save(0, writer);
        return target.ToArray();
    }

    private float[][] Alone(string precision, int stream, int steps = Steps)
    {
        using TextSteps text = Start(precision);
        text.Add();
        float[][] logits = new float[steps][];
        for (int step = 0; step < steps; step++)
        {
            text.Feed(0, Text(stream, step % Steps), Codes(stream, step % Steps));
            text.Step(CancellationToken.None);
            logits[step] = [.. text.Logits(0)];
        }

        return logits;
    }

    private TextSteps Start(string precision, string layout = "transformers")
    {
        if (!_models.TryGetValue(precision + layout, out ExportedTextModel? model))
        {
            ExportOptions options = ExportOptions.For(Enum.Parse<ExportPrecision>(precision, ignoreCase: true));
            _models[precision + layout] = model = new ExportedTextModel(_folder.Combine(layout), options, threads: 2);
        }

        return model.Start();
    }

    private static long Text(int stream, int step) => step == 0 ? TinyKyutai.InitialText : ((stream * 57) + (step * 31)) % TinyKyutai.Texts;

    /// <summary>The initial codes, one step with nothing but silence, and codes by chance.</summary>
    private static long[] Codes(int stream, int step) => [.. Enumerable.Range(0, TinyKyutai.Codebooks).Select(codebook => step switch
    {
        0 => TinyKyutai.InitialCode,
        3 => TinyKyutai.SilentRow,
        _ => (long)(((stream + 1) * 29) + (step * 13) + (codebook * 7)) % TinyKyutai.Codes,
    })];
}
