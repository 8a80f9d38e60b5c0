using System.Numerics.Tensors;
using Speech.Sdk.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Export;

/// <summary>Exported graphs against the reference implementation's tensors.</summary>
public sealed class WhisperReferenceTests
{
    private static readonly Lazy<(int Tokens, float[] Hidden, float[] Logits)> Fp32 = new(() => Run(ExportOptions.Fp32));

    [TestCase("tiny-random-v3")]
    [TestCase("tiny-random-en")]
    [TestCase("tiny-random-distil")]
    public void Fp32_RandomCheckpoint_EqualsReference(string name)
    {
        const double tolerance = 1e-4;
        using var folder = new TemporaryFolder();
        GoldenTensors golden = Shared.Tensors($"fixtures/whisper/{name}/golden.safetensors");
        CheckpointExporter.Export(Shared.Path($"fixtures/whisper/{name}"), folder.Combine("out"), ExportOptions.Fp32);
        using var model = new ExportedWhisper(folder.Combine("out"));

        float[][] mels = [.. new[] { "en_ls_0001", "en_arctic_0001" }.Select(clip => ClipFeatures.Mel(clip, model.Mels))];
        using ExportedWhisper.Encoded audio = model.Encode(mels);
        int last = golden.Names.Count(n => n.StartsWith("encoder_hidden", StringComparison.Ordinal)) - 1;
        AssertClose(Rows(audio.Hidden, audio.Shape, 1500 / 30), golden.Floats($"encoder_hidden_{last}_rows"), tolerance, "encoder");

        long[][] ids = [.. golden.Longs("decoder_input_ids").Chunk(7)];
        using ExportedWhisper.Cache cache = model.CreateCache(2);
        long[][] all = [.. ids.Select(row => Enumerable.Range(0, row.Length).Select(i => (long)i).ToArray())];
        float[] logits = model.Decode(audio, cache, ids, [0, 0], [7, 7], all);
        AssertClose([.. logits.Chunk(model.Vocabulary).SelectMany(row => row.Take(2000))], golden.Floats("logits_first_2000_ids"), tolerance, "decoder");

        (float[] alignment, long[] shape, float[] aligned) = model.Align(audio, ids);
        Assert.That(shape, Is.EqualTo(new long[] { 2, 2, 7, 1500 }));
        AssertClose(aligned, logits, tolerance, "alignment's logits");
        AssertClose([.. alignment.Chunk(1500).SelectMany(row => Softmax(row).Take(200))], golden.Floats("cross_attention_last_layer_first_200"), tolerance, "alignment");
    }

    [TestCase("en_ls_0001")]
    [TestCase("de_fleurs_003")]
    public void Fp32_Base_EqualsReference(string clip)
    {
        const double tolerance = 2e-3;
        using ExportedWhisper model = new(WhisperBase.Folder(ExportOptions.Fp32));
        GoldenTensors golden = Shared.Tensors("fixtures/whisper/base/tensors.safetensors");

        float[] mel = ClipFeatures.Mel(clip, model.Mels);
        AssertClose([.. mel.Chunk(ClipFeatures.Frames).SelectMany(row => row.Take(100))], golden.Floats($"{clip}.mel_first_100_frames"), 1e-4, "the test's own features");
        using ExportedWhisper.Encoded audio = model.Encode(mel);
        float[] hidden = audio.Hidden;
        AssertClose(
            [.. golden.Longs($"{clip}.encoder_rows").SelectMany(row => hidden.AsSpan((int)row * 512, 512).ToArray())],
            golden.Floats($"{clip}.encoder_last_hidden_state"), tolerance, "encoder");

        long[] ids = golden.Longs($"{clip}.decoder_input_ids");
        using ExportedWhisper.Cache cache = model.CreateCache(1);
        float[] logits = model.Decode(audio, cache, [ids], [0], [ids.Length], [[.. Enumerable.Range(0, ids.Length).Select(i => (long)i)]]);
        AssertClose([.. logits.Chunk(model.Vocabulary).SelectMany(row => row.Take(1000))], golden.Floats($"{clip}.logits_first_1000_ids"), tolerance, "decoder");
        long[] best = golden.Longs($"{clip}.logits_top50_ids");
        AssertClose([.. best.Select((id, i) => logits[((i / 50) * model.Vocabulary) + id])], golden.Floats($"{clip}.logits_top50_values"), tolerance, "best scores");

        (float[] alignment, _, _) = model.Align(audio, [ids]);
        AssertClose(
            [.. alignment.Chunk(1500).SelectMany(row => Softmax(row).Take(400))],
            [.. golden.Halves($"{clip}.alignment_cross_attention_first_400_frames").Select(value => (float)value)], tolerance, "alignment");
    }

    [TestCase("int8", 0.08, 0.04)]
    [TestCase("compact", 0.08, 0.09)]
    [TestCase("int4", 0.08, 0.12)]
    public void Quantized_Base_StaysNearFp32(string preset, double encoderBound, double logitsBound)
    {
        ExportOptions options = new[] { ExportOptions.Int8, ExportOptions.Compact, ExportOptions.Int4 }.Single(candidate => candidate.Name == preset);
        (int tokens, float[] expectedHidden, float[] expectedLogits) = Fp32.Value;
        (_, float[] hidden, float[] logits) = Run(options);

        double encoder = RelativeError(hidden, expectedHidden);
        double decoder = RelativeError(logits, expectedLogits);
        TestContext.Out.WriteLine($"{preset}: encoder {encoder:p2}, logits {decoder:p2}");
        Assert.That(encoder, Is.LessThan(encoderBound));
        Assert.That(decoder, Is.LessThan(logitsBound));
        for (int i = 3; i < tokens; i++)
            Assert.That(Best(logits, i), Is.EqualTo(Best(expectedLogits, i)), $"best token after {i}");

        int Best(float[] all, int row) => TensorPrimitives.IndexOfMax(all.AsSpan(row * (all.Length / tokens), all.Length / tokens));
    }

    /// <summary>The clip that precisions are compared by, through the exported base model: how many tokens it has, what the encoder makes of it, the tokens' scores.</summary>
    private static (int Tokens, float[] Hidden, float[] Logits) Run(ExportOptions precision)
    {
        long[] ids = Shared.Tensors("fixtures/whisper/base/tensors.safetensors").Longs("en_ls_0001.decoder_input_ids");
        using ExportedWhisper model = new(WhisperBase.Folder(precision));
        using ExportedWhisper.Encoded audio = model.Encode(ClipFeatures.Mel("en_ls_0001", model.Mels));
        using ExportedWhisper.Cache cache = model.CreateCache(1);
        return (ids.Length, audio.Hidden, model.Decode(audio, cache, [ids], [0], [ids.Length], [[.. Enumerable.Range(0, ids.Length).Select(i => (long)i)]]));
    }

    private static double RelativeError(float[] actual, float[] expected) =>
        TensorPrimitives.Distance<float>(actual, expected) / TensorPrimitives.Norm<float>(expected);

    private static float[] Rows(float[] values, long[] shape, int step) =>
        [.. from audio in Enumerable.Range(0, (int)shape[0])
            from row in Enumerable.Range(0, (int)shape[1]).Where(row => row % step == 0)
            from column in Enumerable.Range(0, (int)shape[2])
            select values[((audio * shape[1]) + row) * shape[2] + column]];

    private static IEnumerable<float> Softmax(float[] row)
    {
        float max = row.Max();
        double sum = row.Sum(value => Math.Exp(value - max));
        return row.Select(value => (float)(Math.Exp(value - max) / sum));
    }

    private static void AssertClose(float[] actual, float[] expected, double tolerance, string what)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length), what);
        float worst = actual.Zip(expected, (a, e) => float.IsNaN(a) ? float.PositiveInfinity : MathF.Abs(a - e)).Max();
        TestContext.Out.WriteLine($"{what}: largest difference {worst:g3}");
        Assert.That(worst, Is.LessThan(tolerance), what);
    }
}
