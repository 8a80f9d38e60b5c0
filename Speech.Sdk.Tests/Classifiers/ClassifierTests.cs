using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Classifiers;

/// <summary>A classifier from loading to disposal, on a model that needs no download and hears one second at once.</summary>
public sealed class ClassifierTests
{
    private readonly RecognizerOptions _cpu = new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 };
    private WorkFolder? _work;
    private IAudioClassifier? _classifier;

    private IAudioClassifier Classifier => _classifier!;

    private string Folder => _work!.Combine("tiny");

    [OneTimeSetUp]
    public async Task Load()
    {
        _work = new WorkFolder();
        CheckpointExporter.Export(new TinyClassifier().Write(_work.Combine("checkpoint")), Folder, ExportOptions.Fp32);
        _classifier = await AudioClassifier.LoadAsync(Folder, _cpu);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _classifier?.Dispose();
        _work?.Dispose();
    }

    [Test]
    public void Info_SaysWhatTheFolderIs()
    {
        Assert.That(Classifier.Info.Labels, Is.EqualTo(TinyClassifier.Labels));
        Assert.That((Classifier.Info.Model, Classifier.Info.Family, Classifier.Info.Precision), Is.EqualTo(("tiny", "whisper", "fp32")));
        Assert.That((Classifier.Info.SampleRate, Classifier.Info.Window, Classifier.Info.ExecutionProvider), Is.EqualTo((16_000, TimeSpan.FromSeconds(1), ExecutionProvider.Cpu)));
    }

    [TestCase(0.001, 0)]
    [TestCase(1.0, 0)]
    [TestCase(1.01, 2)]
    [TestCase(3.5, 4)]
    public async Task Classify_AnyLength_SpansTileTheRecording(double seconds, int spans)
    {
        Classification result = await Classifier.ClassifyAsync(TinyModel.Tone(seconds));

        Assert.That(result.Duration.TotalSeconds, Is.EqualTo(seconds).Within(1e-4));
        Assert.That(result.Spans, Has.Count.EqualTo(spans));
        AssertRanked(result.Labels);
        TimeSpan end = TimeSpan.Zero;
        foreach (ClassifiedSpan span in result.Spans)
        {
            Assert.That(span.Start, Is.EqualTo(end));
            AssertRanked(span.Labels);
            end = span.End;
        }

        Assert.That(end, Is.EqualTo(spans == 0 ? TimeSpan.Zero : result.Duration));
    }

    [TestCase(null, new[] { 0, 1, 1.75, 2.5 }, Description = "the last window, 1.5 to 2.5, shares half of its overlap")]
    [TestCase(0.5, new[] { 0, 0.75, 1.25, 1.75, 2.5 })]
    public async Task Classify_Windows_StandForTheirSideOfAnOverlap(double? hop, double[] borders)
    {
        float[] samples = TinyModel.Tone(2.5).ReadAll(16_000);
        Classification result = await Classifier.ClassifyAsync(
            AudioSource.FromSamples(samples, 16_000), new ClassificationOptions { Hop = hop is { } given ? TimeSpan.FromSeconds(given) : null });

        Assert.That(result.Spans.Select(span => span.Start.TotalSeconds).Append(result.Spans[^1].End.TotalSeconds), Is.EqualTo(borders).Within(1e-6));
        // The last window is the recording's last second.
        Classification last = await Classifier.ClassifyAsync(AudioSource.FromSamples(samples.AsMemory(24_000), 16_000));
        Assert.That(result.Spans[^1].Labels, Is.EqualTo(last.Labels));
        foreach (LabelProbability label in result.Labels)
        {
            double mean = result.Spans.Sum(span => (span.End - span.Start).TotalSeconds * span.Labels.Single(other => other.Label == label.Label).Probability) / 2.5;
            Assert.That(label.Probability, Is.EqualTo(mean).Within(1e-6));
        }
    }

    [Test]
    public async Task Classify_Top_CutsEveryList()
    {
        Classification all = await Classifier.ClassifyAsync(TinyModel.Tone(2));
        Classification two = await Classifier.ClassifyAsync(TinyModel.Tone(2), new ClassificationOptions { Top = 2 });
        Assert.That(two.Labels, Is.EqualTo(all.Labels.Take(2)));
        Assert.That(two.Spans.Select(span => span.Labels.Count), Is.All.EqualTo(2));
    }

    [Test]
    public async Task ClassifyBatch_UnequalLengths_EqualsEachAlone()
    {
        double[] seconds = [2.2, 0.4, 3.1];
        var reports = new List<TranscriptionProgress>();
        IReadOnlyList<Classification> together = await Classifier.ClassifyBatchAsync(
            [.. seconds.Select(TinyModel.Tone)], new ClassificationOptions { Progress = new Reports(reports) });
        for (int index = 0; index < seconds.Length; index++)
        {
            Classification alone = await Classifier.ClassifyAsync(TinyModel.Tone(seconds[index]));
            Assert.That(together[index].Labels, Is.EqualTo(alone.Labels));
            TranscriptionProgress[] own = [.. reports.Where(report => report.Index == index)];
            Assert.That(own.Select(report => report.Position), Is.Ordered);
            Assert.That(own[^1].Position, Is.EqualTo(own[^1].Duration).And.EqualTo(alone.Duration));
        }
    }

    [TestCase(0, null, null, "Top is 0")]
    [TestCase(null, 0.01, null, "Window is 0.01 s")]
    [TestCase(null, 0.5, 0.6, "would leave gaps")]
    [TestCase(null, 2.0, null, "hears at most 1 s at once")]
    [TestCase(null, null, 2.0, "hears at most 1 s at once")]
    public void Classify_OptionOutOfRange_SaysWhichAndWhatIsRight(int? top, double? window, double? hop, string expected)
    {
        var options = new ClassificationOptions { Top = top, Window = Seconds(window), Hop = Seconds(hop) };
        Assert.That(async () => await Classifier.ClassifyAsync(TinyModel.Tone(1), options), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected));
    }

    [Test]
    public void Classify_NoSamples_SaysSo() => Assert.That(
        async () => await Classifier.ClassifyAsync(AudioSource.FromSamples(Array.Empty<float>(), 16_000)), Throws.TypeOf<AudioFormatException>());

    [Test]
    public async Task Classify_Cancelled_ThrowsAndLeavesTheClassifierUsable()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new ClassificationOptions { Progress = new Reports([], cancellation.Cancel) };
        Assert.That(async () => await Classifier.ClassifyAsync(TinyModel.Tone(20), options, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Classifier.ClassifyAsync(TinyModel.Tone(1)), Is.Not.Null);
    }

    [Test]
    public async Task Classify_AfterDispose_ThrowsObjectDisposed()
    {
        IAudioClassifier classifier = await AudioClassifier.LoadAsync(Folder, _cpu);
        classifier.Dispose();
        classifier.Dispose();
        Assert.That(async () => await classifier.ClassifyAsync(TinyModel.Tone(1)), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Load_ByTheOtherLoader_NamesTheRightOne()
    {
        using var transcriber = new TinyModel();
        Assert.That(async () => await SpeechRecognizer.LoadAsync(Folder, _cpu), Throws.TypeOf<ModelFolderException>().With.Message.Contains("AudioClassifier.LoadAsync"));
        Assert.That(async () => await AudioClassifier.LoadAsync(transcriber.Folder, _cpu), Throws.TypeOf<ModelFolderException>().With.Message.Contains("SpeechRecognizer.LoadAsync"));
    }

    [TestCase("\"rain\"", "\"rain\",\"3\":\"snow\"", "has 3 labels, config.json names 4")]
    [TestCase("\"2\":", "\"7\":", "0, 1, 2")]
    [TestCase("\"num_mel_bins\":8", "\"num_mel_bins\":9", "preprocessor_config.json says 8 mel bins")]
    public void Load_ConfigOfAnotherModel_SaysWhatDiffers(string old, string replacement, string expected)
    {
        using var work = new WorkFolder();
        CheckpointExporter.Export(_work!.Combine("checkpoint"), work.Combine("out"), ExportOptions.Fp32);
        string config = work.Combine("out/config.json");
        string text = File.ReadAllText(config);
        Assert.That(text, Does.Contain(old), "the test's own premise");
        File.WriteAllText(config, text.Replace(old, replacement, StringComparison.Ordinal));
        // The manifest knows the file's size.
        string manifest = work.Combine("out/speech.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace($"\"bytes\": {text.Length}", $"\"bytes\": {new FileInfo(config).Length}", StringComparison.Ordinal));
        Assert.That(async () => await AudioClassifier.LoadAsync(work.Combine("out"), _cpu), Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected).And.Message.Contains("again"));
    }

    private static TimeSpan? Seconds(double? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static void AssertRanked(IReadOnlyList<LabelProbability> labels)
    {
        Assert.That(labels.Select(label => label.Label), Is.EquivalentTo(TinyClassifier.Labels));
        Assert.That(labels.Select(label => label.Probability), Is.Ordered.Descending);
        Assert.That(labels.Sum(label => label.Probability), Is.EqualTo(1).Within(1e-6));
    }

    private sealed class Reports(List<TranscriptionProgress> all, Action? reported = null) : IProgress<TranscriptionProgress>
    {
        public void Report(TranscriptionProgress value)
        {
            all.Add(value);
            reported?.Invoke();
        }
    }
}
