using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Ctc;

namespace Speech.Sdk.Tests.Alignments;

/// <summary>Texts aligned by the recognisers of digits, from the checkpoint to times.</summary>
[TestFixture("xls-r-digits")]
[TestFixture("w2v-bert-digits")]
public sealed class DigitAlignmentTests(string name)
{
    private const double Frame = 0.02;

    private ExportedModel? _model;
    private IForcedAligner? _aligner;

    private IForcedAligner Aligner => _aligner ??= ForcedAligner
        .LoadAsync((_model = new ExportedModel($"models/{name}")).Folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 }).GetAwaiter().GetResult();

    [OneTimeTearDown]
    public void DisposeModel()
    {
        _aligner?.Dispose();
        _model?.Dispose();
    }

    [Test]
    public async Task Align_TheModelsOwnText_TimesItAsGreedyReadingDoes()
    {
        foreach (DigitSample sample in DigitSample.All(name))
        {
            Alignment alignment = await Aligner.AlignAsync(sample.Audio, sample.Text);

            Assert.That(alignment.Words.Select(word => word.Text), Is.EqualTo(sample.Text.Split(' ')), sample.Name);
            foreach ((AlignedWord word, var expected) in alignment.Words.Zip(sample.Offsets))
            {
                Assert.That(word.Start.TotalSeconds, Is.EqualTo((int)expected!["start_offset"]! * Frame).Within(Frame + 1e-6), $"{sample.Name}: {word.Text}");
                Assert.That(word.End.TotalSeconds, Is.EqualTo((int)expected["end_offset"]! * Frame).Within(Frame + 1e-6), $"{sample.Name}: {word.Text}");
                Assert.That(word.Confidence, Is.InRange(0.2, 1.0), $"{sample.Name}: {word.Text}");
                Assert.That(string.Concat(word.Characters.Select(character => character.Text)), Is.EqualTo(word.Text));
            }
        }
    }

    [Test]
    public async Task Align_MinutesOfLines_EachInItsClip()
    {
        // Clips of the two models, right after one another: two minutes and more, which are heard in chunks.
        List<float> samples = [];
        List<(DigitSample Sample, double Start)> clips = [];
        while (samples.Count < 130 * 16_000)
        {
            foreach (DigitSample sample in DigitSample.All(name))
            {
                clips.Add((sample, samples.Count / 16_000.0));
                samples.AddRange(sample.Samples());
            }
        }

        Alignment alignment = await Aligner.AlignAsync(AudioSource.FromSamples(samples.ToArray(), 16_000), string.Join('\n', clips.Select(clip => clip.Sample.Text)));

        Assert.That(alignment.Lines.Select(line => line.Text), Is.EqualTo(clips.Select(clip => clip.Sample.Text)));
        double[] errors =
        [
            .. alignment.Lines.Zip(clips).SelectMany(line => line.First.Words.Zip(line.Second.Sample.Offsets)
                .Select(word => Math.Abs(word.First.Start.TotalSeconds - line.Second.Start - ((int)word.Second!["start_offset"]! * Frame)))),
        ];
        TestContext.Out.WriteLine($"{errors.Length} words, {alignment.Duration.TotalSeconds:0} s: starts off by {errors.Average():0.000} s, at most {errors.Max():0.000} s");
        Assert.That(errors.Average(), Is.LessThan(2 * Frame));
        Assert.That(errors.Max(), Is.LessThan(0.3));
    }

    [Test]
    public async Task Align_ALineMissing_LeavesTheOthersWhereTheyAre()
    {
        DigitSample[] all = [.. DigitSample.All(name).Where(sample => sample.Text.Contains(' ')).Take(3)];
        float[] samples = [.. all.SelectMany(sample => sample.Samples())];
        double third = all.Take(2).Sum(sample => sample.Samples().Length) / 16_000.0;

        Alignment alignment = await Aligner.AlignAsync(
            AudioSource.FromSamples(samples, 16_000), $"{all[0].Text}\n{all[2].Text}", new AlignmentOptions { Untranscribed = UntranscribedAudio.BetweenLines });

        Assert.That(alignment.Lines[0].End.TotalSeconds, Is.LessThan(all[0].Samples().Length / 16_000.0));
        Assert.That(alignment.Lines[1].Start.TotalSeconds, Is.GreaterThan(third));
    }

    [Test]
    public async Task Align_SpeechBeforeAndBehindTheText_LeavesItWhereItIs()
    {
        DigitSample[] all = [.. DigitSample.All(name).Where(sample => sample.Text.Contains(' ')).Take(3)];
        float[] samples = [.. all.SelectMany(sample => sample.Samples())];
        double start = all[0].Samples().Length / 16_000.0;

        Alignment alignment = await Aligner.AlignAsync(AudioSource.FromSamples(samples, 16_000), all[1].Text);

        foreach ((AlignedWord word, var expected) in alignment.Words.Zip(all[1].Offsets))
            Assert.That(word.Start.TotalSeconds, Is.EqualTo(start + ((int)expected!["start_offset"]! * Frame)).Within(0.1), word.Text);
    }

    [Test]
    public async Task Align_DigitsAsFigures_LeavesTheNeighboursWhereTheyAre()
    {
        DigitSample sample = DigitSample.All(name).First(clip => clip.Text.Split(' ').Length >= 3);
        string[] words = sample.Text.Split(' ');
        words[1] = "42%";

        Alignment alignment = await Aligner.AlignAsync(sample.Audio, string.Join(' ', words));

        AlignedWord[] aligned = [.. alignment.Words];
        Assert.That(aligned[1].Confidence, Is.Zero);
        Assert.That(aligned[0].End.TotalSeconds, Is.EqualTo((int)sample.Offsets[0]!["end_offset"]! * Frame).Within((2 * Frame) + 1e-6));
        Assert.That(aligned[2].Start.TotalSeconds, Is.EqualTo((int)sample.Offsets[2]!["start_offset"]! * Frame).Within((2 * Frame) + 1e-6));
    }
}
