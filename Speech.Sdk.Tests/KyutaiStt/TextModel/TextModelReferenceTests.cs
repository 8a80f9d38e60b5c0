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
}
