using Speech.Sdk.Export;
using Speech.Sdk.Models.KyutaiStt.TextModel;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Wav2Vec2Bert;

namespace Speech.Sdk.Tests.KyutaiStt.TextModel;

/// <summary>The exported step against transformers' and moshi's outputs, given their inputs step by step.</summary>
public sealed class TextModelReferenceTests
{
    private const string Transformers = "fixtures/kyutai/stt-trfs";
    private const string Original = "fixtures/kyutai/stt-moshi";
    private const double LogitTolerance = 2e-4;
    private const double HeadTolerance = 1e-4;

    [TestCase("gen.hub.audio0")]
    [TestCase("gen.hub.audio1")]
    [TestCase("gen.hub.batch", TestName = "three rows")]
    [TestCase("gen.whole.audio0")]
    [TestCase("gen.whole.audio1")]
    [TestCase("gen.whole.batch")]
    [TestCase("gen.whole_d05.audio0")]
    [TestCase("gen.hub_bos900.audio0", TestName = "an initial text id that is a code's row")]
    [TestCase("gen.hub_max20.audio0")]
    public void Steps_TransformersInputs_GiveItsTokensAndLogits(string run)
    {
        using var model = new ExportedTextModel(Shared.Path(Transformers));
        GoldenTensors golden = Shared.Tensors(Transformers + "/golden.safetensors");
        int[] shape = golden.Shape(run + ".steps");
        (int rows, int steps, int width) = (shape[0], shape[1], shape[2]);
        long[] inputs = golden.Longs(run + ".steps");
        long[] sequences = golden.Longs(run + ".sequences");
        float[] logits = golden.Names.Contains(run + ".logits") ? golden.Floats(run + ".logits") : [];
        using TextSteps text = model.Start();
        for (int row = 0; row < rows; row++)
            text.Add();
        float worst = 0;
        for (int step = 0; step < steps; step++)
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<long> input = inputs.AsSpan(((row * steps) + step) * width, width);
                text.Feed(row, input[0], input[1..]);
            }

            text.Step(CancellationToken.None);
            for (int row = 0; row < rows; row++)
            {
                Assert.That(text.Token(row).Id, Is.EqualTo(sequences[(row * (steps + 1)) + step + 1]), $"row {row}, step {step}");
                if (logits.Length > 0)
                    worst = Math.Max(worst, Close.WorstDifference(text.Logits(row), logits.AsSpan(((row * steps) + step) * 481, 481)));
            }
        }

        TestContext.Out.WriteLine($"{run}: {worst:g3}");
        Assert.That(worst, Is.LessThanOrEqualTo(LogitTolerance));
    }

    [TestCase("file.d05.audio0")]
    [TestCase("file.d05.audio1")]
    [TestCase("file.d05.audio2")]
    [TestCase("file.d25.audio1")]
    public void Steps_OriginalCodes_GiveItsTokensLogitsAndPauses(string run)
    {
        using var model = new ExportedTextModel(Shared.Path(Original));
        GoldenTensors golden = Shared.Tensors(Original + "/golden.safetensors");
        long[] codes = golden.Longs(run + ".codes");
        long[] tokens = golden.Longs(run + ".tokens");
        float[] heads = golden.Floats(run + ".heads");
        float[] logits = golden.Names.Contains(run + ".logits") ? golden.Floats(run + ".logits") : [];
        using TextSteps text = model.Start();
        Assert.That(text.PauseHeads, Is.EqualTo(4));
        text.Add();
        (long before, float worst, float worstPause) = (480, 0, 0);
        for (int step = 0; step < tokens.Length; step++)
        {
            text.Feed(0, before, [.. Enumerable.Range(0, 8).Select(codebook => step == 0 ? 64 : codes[(codebook * tokens.Length) + step])]);
            text.Step(CancellationToken.None);
            Assert.That(before = text.Token(0).Id, Is.EqualTo(tokens[step]), $"step {step}");
            float[] pauses = [.. Enumerable.Range(0, 4).Select(head => heads[(((step * 4) + head) * 6)])];
            worstPause = Math.Max(worstPause, Close.WorstDifference(text.Pauses(0), pauses));
            if (logits.Length > 0)
                worst = Math.Max(worst, Close.WorstDifference(text.Logits(0), logits.AsSpan(step * 480, 480)));
        }

        TestContext.Out.WriteLine($"{run}: logits {worst:g3}, pauses {worstPause:g3}");
        Assert.That(worst, Is.LessThanOrEqualTo(LogitTolerance));
        Assert.That(worstPause, Is.LessThanOrEqualTo(HeadTolerance));
    }

    /// <summary>moshi's run_inference takes the steps that transformers takes without audio_window_size.</summary>
    [Test]
    public void Steps_TransformersInputsInTheOriginalLayout_GiveMoshisTokens()
    {
        using var model = new ExportedTextModel(Shared.Path(Original));
        long[] inputs = Shared.Tensors(Transformers + "/golden.safetensors").Longs("gen.whole_d05.audio0.steps");
        long[] tokens = Shared.Tensors(Original + "/golden.safetensors").Longs("run.audio0.tokens");
        Assert.That(Tokens(model, inputs), Is.EqualTo(tokens.Take(inputs.Length / 9)));
    }

    // Random weights leave next to nothing between the best token and the next.
    [TestCase("fp16", 0.98)]
    [TestCase("int8", 0.9)]
    [TestCase("int4", 0.6)]
    public void Steps_Precision_KeepsMostTokens(string precision, double least)
    {
        using var model = new ExportedTextModel(Shared.Path(Transformers), ExportOptions.For(Enum.Parse<ExportPrecision>(precision, ignoreCase: true)));
        GoldenTensors golden = Shared.Tensors(Transformers + "/golden.safetensors");
        (int same, int all) = (0, 0);
        foreach (string run in (string[])["gen.hub.audio0", "gen.hub.audio1", "gen.whole.audio0", "gen.whole.audio1"])
        {
            long[] expected = golden.Longs(run + ".sequences")[1..];
            same += Tokens(model, golden.Longs(run + ".steps")).Zip(expected).Count(pair => pair.First == pair.Second);
            all += expected.Length;
        }

        TestContext.Out.WriteLine($"{precision}: {same} of {all} tokens");
        Assert.That((double)same / all, Is.GreaterThanOrEqualTo(least));
    }

    /// <summary>What follows each of some steps [steps, text and codes].</summary>
    private static long[] Tokens(ExportedTextModel model, long[] inputs)
    {
        using TextSteps text = model.Start();
        text.Add();
        List<long> tokens = [];
        foreach (long[] input in inputs.Chunk(9))
        {
            text.Feed(0, input[0], input.AsSpan(1));
            text.Step(CancellationToken.None);
            tokens.Add(text.Token(0).Id);
        }

        return [.. tokens];
    }
}
