using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Wav2Vec2;

namespace Speech.Sdk.Tests.Alignments;

/// <summary>What a clone alone can prove of aligners, by a model of random weights that writes a to d.</summary>
public sealed class ForcedAlignerTests
{
    private readonly Export.TemporaryFolder _work = new();
    private IForcedAligner _aligner = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        string checkpoint = new TinyWav2Vec2 { Configure = config => config["pad_token_id"] = 0 }.Write(_work.Combine("checkpoint"));
        await File.WriteAllTextAsync(Path.Combine(checkpoint, "vocab.json"), """{"<pad>": 0, "|": 1, "<unk>": 2, "a": 3, "b": 4, "c": 5, "d": 6}""");
        await File.WriteAllTextAsync(Path.Combine(checkpoint, "tokenizer_config.json"), """{"bos_token": "<pad>", "eos_token": "<pad>"}""");
        await File.WriteAllTextAsync(Path.Combine(checkpoint, "preprocessor_config.json"), """{"do_normalize": true, "return_attention_mask": true, "sampling_rate": 16000}""");
        CheckpointExporter.Export(checkpoint, _work.Combine("model"), ExportOptions.Fp32);
        _aligner = await ForcedAligner.LoadAsync(_work.Combine("model"));
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _aligner?.Dispose();
        _work.Dispose();
    }

    [Test]
    public async Task AlignAsync_AnyText_IsInOrderAndInsideTheRecording()
    {
        Alignment alignment = await _aligner.AlignAsync(Noise(40_000), "Abba, 42 — caddo!\n\nB.");

        Assert.That(alignment.Lines.Select(line => line.Text), Is.EqualTo(new[] { "Abba, 42 — caddo!", "B." }));
        Assert.That(alignment.Duration, Is.EqualTo(TimeSpan.FromSeconds(2.5)));
        TimeSpan last = TimeSpan.Zero;
        foreach (AlignedWord word in alignment.Words)
        {
            Assert.That(word.Start, Is.GreaterThanOrEqualTo(last));
            Assert.That(word.End, Is.GreaterThanOrEqualTo(word.Start));
            Assert.That(word.Characters[0].Start, Is.GreaterThanOrEqualTo(word.Start));
            Assert.That(word.Characters[^1].End, Is.EqualTo(word.End));
            last = word.End;
        }

        Assert.That(last, Is.LessThanOrEqualTo(alignment.Duration));
        Assert.That(_aligner.Info.Family, Is.EqualTo("wav2vec2"));
        Assert.That(_aligner.Info.Resolution, Is.GreaterThan(TimeSpan.Zero));
    }

    [TestCase("", "empty")]
    [TestCase("xyz", "'xyz'.*a b c d")]
    public void AlignAsync_TextThatCannotBeAligned_SaysWhy(string text, string expected) =>
        Assert.That(() => _aligner.AlignAsync(Noise(40_000), text), Throws.TypeOf<InvalidOptionException>().With.Message.Matches(expected));

    [TestCase(4_000, Description = "too few frames")]
    [TestCase(10, Description = "no frame")]
    public void AlignAsync_RecordingTooShort_NamesBothLengths(int samples) =>
        Assert.That(() => _aligner.AlignAsync(Noise(samples), string.Concat(Enumerable.Repeat("ab", 200))), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("400 frames"));

    [Test]
    public void AlignAsync_LanguageOfAModelWithoutChoice_Throws() =>
        Assert.That(() => _aligner.AlignAsync(Noise(40_000), "a", new AlignmentOptions { Language = "deu" }), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("deu"));

    [Test]
    public void AlignAsync_Cancelled_Throws() =>
        Assert.That(() => _aligner.AlignAsync(Noise(40_000), "a", null, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void LoadAsync_ModelThatIsNoCtcModel_SaysWhichAre() =>
        Assert.That(() => ForcedAligner.LoadAsync("whisper-base"), Throws.TypeOf<ModelFolderException>().With.Message.Contains("whisper").And.Message.Contains("wav2vec2"));

    private static AudioSource Noise(int samples)
    {
        Random random = new(1);
        return AudioSource.FromSamples(Enumerable.Range(0, samples).Select(_ => random.NextSingle() - 0.5f).ToArray(), 16_000);
    }
}
