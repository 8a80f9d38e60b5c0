using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>A small trained recogniser of digits: exact in floats, and its text in the other precisions.</summary>
public sealed class DigitsTests
{
    private const string Model = "models/xls-r-digits";
    private const string Symbols = "|abcdefghijklmnopqrstuvwxyz";
    private const int Blank = 28;

    [Test]
    public void Run_Fp32_EveryFrameAsInTheReference()
    {
        using var model = new ExportedSpeechModel(Shared.Path(Model));
        GoldenTensors golden = Shared.Tensors(Model + "/samples/golden.safetensors");
        foreach (JsonNode sample in Samples())
        {
            ExportedSpeechModel.Output logits = model.Run(Clip(sample));
            Assert.That(Best(logits.Row(0)), Is.EqualTo(sample["token_ids"].Ints()), (string)sample["audio"]!);
            if ((string)sample["audio"]! == golden.Metadata["audio"])
                TestContext.Out.WriteLine($"largest difference {ReferenceCase.Compare(logits.Values, golden.Floats("logits"), "logits"):g3}");
        }
    }

    [TestCase("fp16")]
    [TestCase("int8")]
    public void Run_OtherPrecision_WordErrorRateWithinAPointOfFloats(string precision)
    {
        using var floats = new ExportedSpeechModel(Shared.Path(Model));
        using var small = new ExportedSpeechModel(Shared.Path(Model), precision == "fp16" ? ExportOptions.Fp16 : ExportOptions.Int8);
        JsonNode[] samples = [.. Samples()];
        float[][] clips = [.. samples.Select(Clip)];
        ExportedSpeechModel.Output batch = small.RunPadded(clips);
        (double errors, double expectedErrors, double words) = (0, 0, 0);
        (double squares, double differences) = (0, 0);
        int changed = 0;
        int frames = 0;
        for (int i = 0; i < clips.Length; i++)
        {
            float[] exact = floats.Run(clips[i]).Row(0);
            float[] logits = small.Run(clips[i]).Row(0);
            string reference = (string)samples[i]["reference"]!;
            Assert.That(Text(batch.Row(i, (int)samples[i]["frames"]!)), Is.EqualTo(Text(logits)), "a batch and its clips alone");
            int count = reference.Split(' ').Length;
            words += count;
            errors += count * SpokenWords.ErrorRate(Text(logits), reference);
            expectedErrors += count * SpokenWords.ErrorRate(Text(exact), reference);
            squares += exact.Sum(value => (double)value * value);
            differences += exact.Zip(logits, (a, b) => (double)(a - b) * (a - b)).Sum();
            changed += Best(exact).Zip(Best(logits)).Count(pair => pair.First != pair.Second);
            frames += Best(exact).Length;
        }

        TestContext.Out.WriteLine($"{precision}: {errors} of {words} words wrong, {expectedErrors} in floats; {changed} of {frames} frames changed; relative error of the logits {Math.Sqrt(differences / squares):p2}");
        Assert.That((errors - expectedErrors) / words, Is.LessThanOrEqualTo(0.01));
    }

    private static IEnumerable<JsonNode> Samples() => Shared.Json(Model + "/samples/expected.json")["clips"]!.AsArray().Select(clip => clip!);

    private static float[] Clip(JsonNode sample) =>
        ReferenceCase.Normalize(AudioSource.FromFile(Shared.Path($"{Model}/samples/{(string)sample["audio"]!}")).ReadAll(16_000));

    private static int[] Best(float[] logits)
    {
        const int symbols = 31;
        return [.. logits.Chunk(symbols).Select(frame => Array.IndexOf(frame, frame.Max()))];
    }

    private static string Text(float[] logits)
    {
        int[] ids = Best(logits);
        return new string([.. ids.Where((id, i) => (i == 0 || ids[i - 1] != id) && id != Blank && id < Symbols.Length).Select(id => Symbols[id])]).Replace('|', ' ');
    }
}
