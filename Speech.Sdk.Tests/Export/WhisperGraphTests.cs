using Speech.Sdk.Export;

namespace Speech.Sdk.Tests.Export;

/// <summary>What the exported graphs promise their caller, shown on a checkpoint made here.</summary>
public sealed class WhisperGraphTests
{
    private static readonly long[] Ids = [3, 14, 15, 9, 26, 5, 35, 8];
    private TemporaryFolder _folder = null!;

    public static IEnumerable<ExportOptions> Presets() => [ExportOptions.Fp32, ExportOptions.Fp16, ExportOptions.Int8, ExportOptions.Int4, ExportOptions.Compact];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(Presets))]
    public void Decoder_PromptThenSteps_EqualsOnePass(ExportOptions options)
    {
        using ExportedWhisper model = Export(options);
        using ExportedWhisper.Encoded audio = model.Encode(Mel(1));
        using ExportedWhisper.Cache once = model.CreateCache(1);
        float[][] expected = [.. model.Decode(audio, once, [Ids], [0], [Ids.Length], [All(Ids.Length)]).Chunk(model.Vocabulary)];

        using ExportedWhisper.Cache cache = model.CreateCache(1);
        double tolerance = Rounding(options);
        Near(model.Decode(audio, cache, [Ids[..3]], [0])[0], expected[2], tolerance);
        for (int i = 3; i < Ids.Length; i++)
            Near(model.Decode(audio, cache, [[Ids[i]]], [i])[0], expected[i], tolerance);
    }

    /// <summary>What a captured step relies on: attention is told one length for all steps, and goes by each row's own.</summary>
    [TestCaseSource(nameof(Presets))]
    public void Decoder_StepToldTheCachesCapacityForALength_EqualsOneToldItsOwn(ExportOptions options)
    {
        using ExportedWhisper model = Export(options);
        using ExportedWhisper.Encoded audio = model.Encode(Mel(1));
        using ExportedWhisper.Cache own = model.CreateCache(2), captured = model.CreateCache(2);
        foreach (ExportedWhisper.Cache cache in (ExportedWhisper.Cache[])[own, captured])
            model.Decode(audio, cache, [Ids[..3], Ids[1..4]], [0, 0]);
        for (int i = 3; i < Ids.Length; i++)
        {
            float[][] expected = model.Decode(audio, own, [[Ids[i]], [Ids[i - 1]]], [i, i]);
            float[][] actual = model.Decode(audio, captured, [[Ids[i]], [Ids[i - 1]]], [i, i], longest: ExportedWhisper.Capacity);
            for (int row = 0; row < 2; row++)
                Near(actual[row], expected[row], Rounding(options));
        }
    }

    [Test]
    public void Decoder_TwoAudiosWithPromptsOfUnequalLength_EqualsEachAlone()
    {
        using ExportedWhisper model = Export(ExportOptions.Fp32);
        using ExportedWhisper.Encoded both = model.Encode(Mel(1), Mel(2));
        using ExportedWhisper.Cache cache = model.CreateCache(2);
        float[][] prompt = model.Decode(both, cache, [[.. Ids[..5]], [.. Ids[3..6], 0, 0]], [0, 0], [5, 3]);
        float[][] step = model.Decode(both, cache, [[Ids[5]], [Ids[6]]], [5, 3]);

        foreach ((int row, long[] start, long next) in new[] { (0, Ids[..5], Ids[5]), (1, Ids[3..6], Ids[6]) })
        {
            using ExportedWhisper.Encoded audio = model.Encode(Mel(row + 1));
            using ExportedWhisper.Cache alone = model.CreateCache(1);
            Near(prompt[row], model.Decode(audio, alone, [start], [0])[0]);
            Near(step[row], model.Decode(audio, alone, [[next]], [start.Length])[0]);
        }
    }

    [TestCaseSource(nameof(Presets))]
    public void Decoder_BeamsOfAnAudio_EqualsEachAlone(ExportOptions options)
    {
        using ExportedWhisper model = Export(options);
        using ExportedWhisper.Encoded audio = model.Encode(Mel(1));
        using ExportedWhisper.Cache cache = model.CreateCache(4);
        model.Decode(audio, cache, [Ids[..2], Ids[1..3], Ids[2..4], Ids[3..5]], new int[4]);
        float[][] beams = model.Decode(audio, cache, [[Ids[2]], [Ids[3]], [Ids[4]], [Ids[5]]], [2, 2, 2, 2]);

        for (int row = 0; row < beams.Length; row++)
        {
            using ExportedWhisper.Cache alone = model.CreateCache(1);
            Near(beams[row], model.Decode(audio, alone, [Ids[row..(row + 3)]], [0])[0], Rounding(options));
        }
    }

    [TestCase("Int8")]
    [TestCase("Int4")]
    public void Decoder_StepsOfManyAudios_EqualEachAlone(string preset)
    {
        using ExportedWhisper model = Export(Preset(preset));
        using ExportedWhisper.Encoded three = model.Encode(Mel(1), Mel(2), Mel(3));
        using ExportedWhisper.Cache cache = model.CreateCache(3);
        float[][] first = model.Decode(three, cache, [[Ids[0]], [Ids[1]], [Ids[2]]], [0, 0, 0]);
        float[][] second = model.Decode(three, cache, [[Ids[3]], [Ids[4]], [Ids[5]]], [1, 1, 1]);

        for (int row = 0; row < 3; row++)
        {
            using ExportedWhisper.Encoded audio = model.Encode(Mel(row + 1));
            using ExportedWhisper.Cache alone = model.CreateCache(1);
            Near(first[row], model.Decode(audio, alone, [[Ids[row]]], [0])[0], 1e-2);
            Near(second[row], model.Decode(audio, alone, [[Ids[row + 3]]], [1])[0], 1e-2);
        }
    }

    [Test]
    public void Decoder_BeamsOfTwoAudios_EqualsEachAlone()
    {
        using ExportedWhisper model = Export(ExportOptions.Fp32);
        using ExportedWhisper.Encoded both = model.Encode(Mel(1), Mel(2));
        using ExportedWhisper.Cache cache = model.CreateCache(6);
        long[][] rows = [Ids[..3], Ids[1..4], Ids[2..5], Ids[3..6], Ids[4..7], Ids[5..8]];
        float[][] beams = model.Decode(both, cache, rows, new int[6]);

        for (int row = 0; row < rows.Length; row++)
        {
            using ExportedWhisper.Encoded audio = model.Encode(Mel(1 + (row / 3)));
            using ExportedWhisper.Cache alone = model.CreateCache(1);
            Near(beams[row], model.Decode(audio, alone, [rows[row]], [0])[0]);
        }
    }

    [TestCaseSource(nameof(Presets))]
    public void Alignment_SameTokens_GivesTheDecodersLogits(ExportOptions options)
    {
        using ExportedWhisper model = Export(options);
        using ExportedWhisper.Encoded audio = model.Encode(Mel(1), Mel(2));
        long[][] ids = [Ids[..6], Ids[2..8]];
        (float[] alignment, long[] shape, float[] logits) = model.Align(audio, ids);

        float[][] expected = [.. logits.Chunk(logits.Length / 2)];
        for (int row = 0; row < ids.Length; row++)
        {
            using ExportedWhisper.Encoded alone = model.Encode(Mel(row + 1));
            using ExportedWhisper.Cache cache = model.CreateCache(1);
            Near(model.Decode(alone, cache, [ids[row]], [0], [6], [All(6)]), expected[row], Rounding(options));
        }

        // Without a list in generation_config.json: the upper half of the layers, here one layer of two heads.
        Assert.That(shape, Is.EqualTo(new long[] { 2, 2, 6, 50 }));
        Assert.That(alignment.Distinct().Count(), Is.GreaterThan(alignment.Length / 2));
    }

    [Test]
    public void Encoder_ShortWindow_TakesTheFirstPositions()
    {
        using ExportedWhisper whole = Export(ExportOptions.Fp32);
        new TinyWhisper { SourcePositions = 20 }.Write(_folder.Combine("short"));
        CheckpointExporter.Export(_folder.Combine("short"), _folder.Combine("short-out"), ExportOptions.Fp32);
        using ExportedWhisper cut = new(_folder.Combine("short-out"));
        float[] mel = Mel(1)[..(TinyWhisper.Mels * 40)];

        using ExportedWhisper.Encoded actual = whole.Encode(mel);
        using ExportedWhisper.Encoded expected = cut.Encode(mel);
        Assert.That(actual.Shape, Is.EqualTo(new long[] { 1, 20, TinyWhisper.Width }));
        Near(actual.Hidden, expected.Hidden);
    }

    // In 8 bits a multiple of four rows goes through the feed-forward network in four parts, which end in the midst of an audio here; 50 and 46, an audio alone, in one.
    [TestCase(2, 50)]
    [TestCase(6, 46)]
    public void Encoder_RowsInParts_EqualThoseInOne(int audios, int positions)
    {
        using ExportedWhisper model = Export(ExportOptions.Int8);
        int values = TinyWhisper.Mels * 2 * positions;
        using ExportedWhisper.Encoded together = model.Encode([.. Enumerable.Range(1, audios).Select(seed => Mel(seed)[..values])]);
        for (int audio = 0; audio < audios; audio++)
        {
            using ExportedWhisper.Encoded alone = model.Encode(Mel(audio + 1)[..values]);
            Assert.That(together.Hidden.Chunk(positions * TinyWhisper.Width).ElementAt(audio), Is.EqualTo(alone.Hidden), $"audio {audio}");
        }
    }

    [TestCase("Fp16", 0.01)]
    [TestCase("Int8", 0.1)]
    [TestCase("Int4", 0.4)]
    [TestCase("Compact", 0.3)]
    public void Logits_Quantized_StayNearFp32(string preset, double bound)
    {
        Assert.That(RelativeError(Logits(Preset(preset)), Logits(ExportOptions.Fp32)), Is.LessThan(bound).And.GreaterThan(1e-4));
    }

    private static ExportOptions Preset(string name) => Presets().Single(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private float[] Logits(ExportOptions options)
    {
        using ExportedWhisper model = Export(options);
        using ExportedWhisper.Encoded audio = model.Encode(Mel(1));
        using ExportedWhisper.Cache cache = model.CreateCache(1);
        return model.Decode(audio, cache, [Ids], [0], [Ids.Length], [All(Ids.Length)]);
    }

    private ExportedWhisper Export(ExportOptions options)
    {
        string checkpoint = new TinyWhisper().Write(_folder.Combine("checkpoint"));
        CheckpointExporter.Export(checkpoint, _folder.Combine(options.Name), options);
        return new ExportedWhisper(_folder.Combine(options.Name));
    }

    /// <summary>[mels, 100 frames] of noise.</summary>
    private static float[] Mel(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, TinyWhisper.Mels * 100).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    private static long[] All(int count) => [.. Enumerable.Range(0, count).Select(i => (long)i)];

    private static double RelativeError(float[] actual, float[] expected) =>
        Math.Sqrt(actual.Zip(expected, (a, e) => Math.Pow(a - e, 2)).Sum() / expected.Sum(e => Math.Pow(e, 2)));

    /// <summary>What the order of sums may change: by itself, or where it tips the rounding of a half or of an 8-bit activation.</summary>
    private static double Rounding(ExportOptions options) => options == ExportOptions.Fp32 ? 1e-5 : 1e-2;

    private static void Near(float[] actual, float[] expected, double tolerance = 1e-5) => Assert.That(RelativeError(actual, expected), Is.LessThan(tolerance));
}
