using System.Numerics.Tensors;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;

namespace Speech.Sdk.Tests.SpeechHeads;

/// <summary>What a clone alone can show of classifiers and embedders.</summary>
public sealed class TinyHeadTests
{
    private const int Window = 4000;
    private static readonly TimeSpan WindowTime = TimeSpan.FromSeconds(Window / 16_000.0);

    private TinyHead _classifier = null!;
    private TinyHead _frames = null!;
    private TinyHead _voices = null!;

    [OneTimeSetUp]
    public void Export() => (_classifier, _frames, _voices) = (new TinyHead(TinyHead.Classifier), new TinyHead(TinyHead.Frames), new TinyHead(TinyHead.Embedder));

    [OneTimeTearDown]
    public void Remove()
    {
        _classifier.Dispose();
        _frames.Dispose();
        _voices.Dispose();
    }

    [Test]
    public async Task Classify_Long_IsTheMeanOfItsWindows()
    {
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(_classifier.Folder, HeadCase.Cpu);
        Classification whole = await classifier.ClassifyAsync(TinyHead.Audio(2 * Window), new ClassificationOptions { Window = WindowTime });
        IReadOnlyList<Classification> parts = await classifier.ClassifyBatchAsync([TinyHead.Audio(Window), TinyHead.Audio(Window, Window)]);
        Assert.That(whole.Spans.Select(span => span.Labels), Is.EqualTo(parts.Select(part => part.Labels)));
        foreach (LabelProbability label in whole.Labels)
            Assert.That(label.Probability, Is.EqualTo(parts.Average(part => part.Labels.Single(one => one.Label == label.Label).Probability)).Within(1e-9));
        Assert.That(parts[0].Labels[0].Probability, Is.Not.EqualTo(parts[1].Labels[0].Probability), "the test's own premise");
    }

    [Test]
    public async Task Frames_Long_EachCountsOnceAndHearsItsSurroundings()
    {
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(_frames.Folder, HeadCase.Cpu);
        const int Samples = 3 * Window + 711;
        List<TranscriptionProgress> reports = [];
        Classification whole = await classifier.ClassifyAsync(TinyHead.Audio(Samples), new ClassificationOptions { Window = WindowTime, Hop = WindowTime / 2, Progress = new Reports(reports) });
        Assert.That(whole.Frames!.Count, Is.EqualTo(((Samples - 30) / 20) + 1));
        Assert.That((whole.Spans.Count, whole.Duration.TotalSeconds), Is.EqualTo((0, Samples / 16_000.0)));

        // Windows begin every half of one; each decides for its middle half.
        for (int window = 0; window < 4; window++)
        {
            FrameProbabilities alone = (await classifier.ClassifyAsync(TinyHead.Audio(Window, window * Window / 2))).Frames!;
            int first = window * 100;
            for (int frame = window == 0 ? 0 : 50; frame < 149; frame++)
                Assert.That(whole.Frames[first + frame].ToArray(), Is.EqualTo(alone[frame].ToArray()).Within(1e-5), $"frame {frame} of window {window}");
        }

        Assert.That(reports.Select(report => report.Position), Is.Ordered);
        Assert.That(reports[^1], Is.EqualTo(new TranscriptionProgress(0, whole.Duration, whole.Duration)));
        foreach (LabelProbability label in whole.Labels)
            Assert.That(label.Probability, Is.EqualTo(Enumerable.Range(0, whole.Frames.Count).Average(frame => (double)whole.Frames[frame][int.Parse(label.Label[^1..])])).Within(1e-6));
    }

    [Test]
    public async Task Frames_MatchedLabels_ChangePlacesOnly()
    {
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(_frames.Folder, HeadCase.Cpu);
        ClassificationOptions options = new() { Window = WindowTime }, matched = options with { Activity = new ActivityOptions { MatchLabels = true } };
        FrameProbabilities plain = (await classifier.ClassifyAsync(TinyHead.Audio(3 * Window), options)).Frames!, found = (await classifier.ClassifyAsync(TinyHead.Audio(3 * Window), matched)).Frames!;
        Assert.That(found.Count, Is.EqualTo(plain.Count));
        for (int frame = 0; frame < plain.Count; frame++)
            Assert.That(found[frame].ToArray(), Is.EquivalentTo(plain[frame].ToArray()));
        Assert.That(
            async () => await classifier.ClassifyAsync(TinyHead.Audio(Window), matched with { Hop = WindowTime }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("MatchLabels needs windows that overlap"));
    }

    [Test]
    public async Task Frames_Activity_FollowsThreshold()
    {
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(_frames.Folder, HeadCase.Cpu);
        Classification all = await classifier.ClassifyAsync(TinyHead.Audio(Window), new ClassificationOptions { Activity = new ActivityOptions { Threshold = 0 } });
        Classification none = await classifier.ClassifyAsync(TinyHead.Audio(Window), new ClassificationOptions { Activity = new ActivityOptions { Threshold = 1 } });
        Assert.That(all.Activities.Select(activity => (activity.Label, activity.Start)), Is.EqualTo(new[] { ("LABEL_0", TimeSpan.Zero), ("LABEL_1", TimeSpan.Zero) }));
        Assert.That(all.Activities[0].Probability, Is.EqualTo(all.Labels.Single(label => label.Label == "LABEL_0").Probability).Within(1e-6));
        Assert.That(none.Activities, Is.Empty);
    }

    [Test]
    public async Task Embed_Long_AveragesDirectionsOfWindows()
    {
        using ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(_voices.Folder, HeadCase.Cpu);
        SpeakerEmbedding whole = await embedder.EmbedAsync(TinyHead.Audio(2 * Window), new EmbeddingOptions { Window = WindowTime });
        IReadOnlyList<SpeakerEmbedding> parts = await embedder.EmbedBatchAsync([TinyHead.Audio(Window), TinyHead.Audio(Window, Window)]);
        float[][] units = [.. parts.Select(part => part.Values.ToArray()).Select(values => values.Select(value => value / TensorPrimitives.Norm<float>(values)).ToArray())];
        Assert.That(whole.Values.ToArray(), Is.EqualTo(units[0].Zip(units[1], (one, other) => (one + other) / 2)).Within(1e-6));
        Assert.That(TensorPrimitives.Norm<float>(parts[0].Values.Span), Is.Not.EqualTo(1).Within(0.01), "the model's own vector, not one of length 1");
        Assert.That(whole.CosineSimilarity(whole), Is.EqualTo(1).Within(1e-6));
        Assert.That(parts[0].CosineSimilarity(parts[1]), Is.EqualTo(TensorPrimitives.Dot<float>(units[0], units[1])).Within(1e-6).And.LessThan(0.9999));
    }

    [Test]
    public async Task Batches_EqualSingleCalls()
    {
        AudioSource[] audios = [TinyHead.Audio(900), TinyHead.Audio(Window + 123), TinyHead.Audio(2000)];
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(_classifier.Folder, HeadCase.Cpu);
        using IAudioClassifier frames = await AudioClassifier.LoadAsync(_frames.Folder, HeadCase.Cpu);
        using ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(_voices.Folder, HeadCase.Cpu);
        IReadOnlyList<Classification> classes = await classifier.ClassifyBatchAsync(audios), turns = await frames.ClassifyBatchAsync(audios);
        IReadOnlyList<SpeakerEmbedding> voices = await embedder.EmbedBatchAsync(audios);
        for (int index = 0; index < audios.Length; index++)
        {
            Assert.That(classes[index].Labels, Is.EqualTo((await classifier.ClassifyAsync(audios[index])).Labels));
            Assert.That(turns[index].Activities, Is.EqualTo((await frames.ClassifyAsync(audios[index])).Activities));
            Assert.That(voices[index].Values.ToArray(), Is.EqualTo((await embedder.EmbedAsync(audios[index])).Values.ToArray()));
        }
    }

    // The tiny x-vector's layers take off (3-1)*1 + (2-1)*2 frames, and a deviation takes two: 6 frames are 5*20 + 30 samples.
    [TestCase(29, 30, TinyHead.Classifier)]
    [TestCase(29, 30, TinyHead.Frames)]
    [TestCase(129, 130, TinyHead.Embedder)]
    public async Task ShorterThanTheModelHears_SaysHowMuchIsNeeded(int samples, int enough, string architecture)
    {
        using var model = new TinyHead(architecture);
        Func<AudioSource, Task> hear = await Hearing(model);
        Assert.That(async () => await hear(TinyHead.Audio(samples)), Throws.TypeOf<AudioFormatException>().With.Message.Contains($"{samples} samples at 16000 Hz").And.Message.Contains("at least"));
        Assert.That(async () => await hear(AudioSource.FromSamples(Array.Empty<float>(), 16_000)), Throws.TypeOf<AudioFormatException>());
        Assert.That(async () => await hear(TinyHead.Audio(enough)), Throws.Nothing);
    }

    [Test]
    public async Task Embed_AsShortAsCanBe_IsOfNumbers()
    {
        using ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(_voices.Folder, HeadCase.Cpu);
        SpeakerEmbedding voice = await embedder.EmbedAsync(TinyHead.Audio(130));
        Assert.That(voice.Values.ToArray(), Has.All.Matches<float>(float.IsFinite));
        Assert.That(embedder.Info.Shortest.TotalSeconds, Is.EqualTo(130 / 16_000.0).Within(1e-6));
    }

    [TestCase(TinyHead.Ctc, "SpeechRecognizer.LoadAsync (speech transcribe)")]
    [TestCase(TinyHead.Classifier, "AudioClassifier.LoadAsync (speech classify)")]
    [TestCase(TinyHead.Frames, "AudioClassifier.LoadAsync (speech classify)")]
    [TestCase(TinyHead.Embedder, "SpeakerEmbedder.LoadAsync (speech embed, speech verify)")]
    public void Load_ByTheOtherLoaders_NamesTheRightOne(string architecture, string right)
    {
        using var model = new TinyHead(architecture);
        var loaders = new Dictionary<string, Func<Task>>
        {
            ["SpeechRecognizer"] = () => SpeechRecognizer.LoadAsync(model.Folder, HeadCase.Cpu),
            ["AudioClassifier"] = () => AudioClassifier.LoadAsync(model.Folder, HeadCase.Cpu),
            ["ForcedAligner"] = () => ForcedAligner.LoadAsync(model.Folder, HeadCase.Cpu),
            ["SpeakerEmbedder"] = () => SpeakerEmbedder.LoadAsync(model.Folder, HeadCase.Cpu),
        };
        bool aligns = architecture == TinyHead.Ctc;
        foreach ((string name, Func<Task> load) in loaders.Where(loader => !right.StartsWith(loader.Key, StringComparison.Ordinal) && !(aligns && loader.Key == "ForcedAligner")))
            Assert.That(async () => await load(), Throws.TypeOf<ModelFolderException>().With.Message.Contains($"load it with {right}"), name);
    }

    [Test]
    public async Task WrongOptions_SayWhatIsRight()
    {
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(_classifier.Folder, HeadCase.Cpu);
        using IAudioClassifier frames = await AudioClassifier.LoadAsync(_frames.Folder, HeadCase.Cpu);
        using ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(_voices.Folder, HeadCase.Cpu);
        AudioSource audio = TinyHead.Audio(Window);
        Rejects(() => classifier.ClassifyAsync(audio, new ClassificationOptions { Activity = new ActivityOptions() }), "Activity was given, but model classifies whole recordings");
        Rejects(() => frames.ClassifyAsync(audio, new ClassificationOptions { Activity = new ActivityOptions { Threshold = 1.5, MinimumPause = -WindowTime } }), "Activity.Threshold is 1.5;");
        Rejects(() => frames.ClassifyAsync(audio, new ClassificationOptions { Window = TimeSpan.FromSeconds(31) }), "hears at most 30 s at once");
        Rejects(() => embedder.EmbedAsync(audio, new EmbeddingOptions { Hop = TimeSpan.FromSeconds(31) }), "hears at most 30 s at once");
        Rejects(() => embedder.VerifyAsync(audio, audio, threshold: 2), "Threshold is 2; expected a cosine from -1 to 1");
        SpeakerEmbedding Vector(int size) => new() { Values = new float[size], Duration = WindowTime, Model = "m", ExecutionProvider = ExecutionProvider.Cpu };
        Assert.That(() => Vector(3).CosineSimilarity(Vector(4)), Throws.ArgumentException.With.Message.Contains("3 numbers"));
        Assert.That(Vector(3).CosineSimilarity(Vector(3)), Is.Zero, "no direction, no angle");

        static void Rejects(Func<Task> call, string expected) =>
            Assert.That(async () => await call(), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected));
    }

    [Test]
    public async Task CancelledAndDisposed_Throw()
    {
        ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(_voices.Folder, HeadCase.Cpu);
        IAudioClassifier frames = await AudioClassifier.LoadAsync(_frames.Folder, HeadCase.Cpu);
        using var cancellation = new CancellationTokenSource();
        var stop = new Reports([], cancellation.Cancel);
        var options = new ClassificationOptions { Window = WindowTime, Progress = stop };
        Assert.That(async () => await frames.ClassifyAsync(TinyHead.Audio(9 * Window), options, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await embedder.EmbedAsync(TinyHead.Audio(Window), null, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await frames.ClassifyAsync(TinyHead.Audio(Window)), Is.Not.Null);
        embedder.Dispose();
        frames.Dispose();
        Assert.That(async () => await embedder.EmbedAsync(TinyHead.Audio(Window)), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(async () => await frames.ClassifyAsync(TinyHead.Audio(Window)), Throws.TypeOf<ObjectDisposedException>());
    }

    [TestCase(TinyHead.Classifier)]
    [TestCase(TinyHead.Frames)]
    [TestCase(TinyHead.Embedder)]
    public async Task ForeignGraph_WithoutManifest_IsTheSame(string architecture)
    {
        using var model = new TinyHead(architecture);
        Func<AudioSource, Task<object>> hear = await Hearing(model);
        object before = await hear(TinyHead.Audio(900));
        File.Delete(Path.Combine(model.Folder, "speech.json"));
        File.Move(Directory.GetFiles(model.Folder, "*.onnx").Single(file => !file.Contains("padded", StringComparison.Ordinal)), Path.Combine(model.Folder, "model.onnx"));
        hear = await Hearing(model);
        Assert.That(await hear(TinyHead.Audio(900)), Is.EqualTo(before));
    }

    /// <summary>Loads whatever it is; gives numbers for a recording.</summary>
    private static async Task<Func<AudioSource, Task<object>>> Hearing(TinyHead model)
    {
        if (File.ReadAllText(Path.Combine(model.Folder, "config.json")).Contains(TinyHead.Embedder, StringComparison.Ordinal))
        {
            ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(model.Folder, HeadCase.Cpu);
            return async audio => (await embedder.EmbedAsync(audio)).Values.ToArray();
        }

        IAudioClassifier classifier = await AudioClassifier.LoadAsync(model.Folder, HeadCase.Cpu);
        return async audio => (await classifier.ClassifyAsync(audio)).Labels;
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
