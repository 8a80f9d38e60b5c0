using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Tests.Classifiers;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.SpeechHeads;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Wav2Vec2;
using Speech.Sdk.Tests.Whisper;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Tests.Telemetry;

/// <summary>What docs/telemetry.md says of calls that do something else than transcribe, of whatever does it; <see cref="FamilyTests"/> has recognisers.</summary>
[NonParallelizable]
internal sealed class OperationTests
{
    private const int SampleRate = 16_000;

    private static readonly RecognizerOptions Cpu = new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 };

    private TemporaryFolder _work = null!;

    internal delegate Task<Subject> Loader(string folder);

    private static IEnumerable<TestCaseData> Subjects()
    {
        yield return Case("Whisper classifier", Activities.Classify, "classify", 2, folder => ClassifierAsync(Exported(folder, new TinyClassifier().Write)));
        yield return Case("classifier of clips", Activities.Classify, "classify", 2, folder => ClassifierAsync(Head(folder, TinyHead.Classifier)));
        yield return Case("classifier of frames", Activities.Classify, "classify", 2, folder => ClassifierAsync(Head(folder, TinyHead.Frames)));
        yield return Case("embedder", Activities.Embed, "embed", 2, async folder =>
        {
            ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(Head(folder, TinyHead.Embedder), Cpu);
            return new Subject(embedder, embedder.Info, (audios, stop) => embedder.EmbedBatchAsync(audios, cancellationToken: stop));
        });
        yield return Case("verification", Activities.Embed, "embed", 2, async folder =>
        {
            ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(Head(folder, TinyHead.Embedder), Cpu);
            return new Subject(embedder, embedder.Info, (audios, stop) => embedder.VerifyAsync(audios[0], audios[1], cancellationToken: stop));
        });
        yield return Case("aligner", Activities.Align, "align", 1, async folder =>
        {
            IForcedAligner aligner = await ForcedAligner.LoadAsync(Head(folder, TinyHead.Ctc), Cpu);
            return new Subject(aligner, aligner.Info, (audios, stop) => aligner.AlignAsync(audios[0], "ab", cancellationToken: stop));
        });
        yield return Case("language identification", Activities.IdentifyLanguages, "identify_languages", 1, async folder =>
        {
            using TinyModel model = new();
            ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(Exported(folder, _ => model.Checkpoint), Cpu);
            return new Subject(recognizer, recognizer.Info, (audios, stop) => recognizer.IdentifyLanguagesAsync(audios[0], cancellationToken: stop));
        });
        yield return Case("voice activity detector", Activities.DetectSpeech, "detect_speech", 1, _ =>
        {
            VoiceActivityDetector detector = new();
            MeasuredModel silero = new("silero-vad", "silero-vad", ExecutionProvider.Cpu);
            return Task.FromResult(new Subject(detector, silero, (audios, stop) => detector.DetectAsync(audios[0], cancellationToken: stop)));
        });
    }

    [SetUp]
    public void Create() => _work = new TemporaryFolder();

    [TearDown]
    public void Remove() => _work.Dispose();

    [TestCaseSource(nameof(Subjects))]
    public async Task Call_IsToldAndMeasured(string name, string operation, int recordings, Loader load)
    {
        using Listener listener = new();
        using Subject subject = await load(_work.Root);
        using Activity caller = new Activity("caller").Start();
        await subject.Call([Tone(1), Tone(1.5)], CancellationToken.None);

        double[] seconds = [.. new[] { 1, 1.5 }.Take(recordings)];
        KeyValuePair<string, object?>[] model = [Tag(Tags.Model, subject.Model.Name), Tag(Tags.Family, subject.Model.Family), Tag(Tags.ExecutionProvider, "cpu")];
        KeyValuePair<string, object?>[] tags = [.. model, Tag(Tags.Operation, operation)];
        Activity call = Only(listener, name);
        Assert.That(call.TagObjects, Is.EquivalentTo(tags.Append(Tag(Tags.Count, recordings)).Append(Tag(Tags.AudioSeconds, seconds.Sum()))));
        Assert.That((call.Status, call.ParentId), Is.EqualTo((ActivityStatusCode.Unset, caller.Id)));
        Activity[] loads = [.. listener.Stopped.Where(activity => activity.OperationName == Activities.Load)];
        Assert.That(loads.Select(loading => loading.TagObjects), Has.All.EquivalentTo(model));
        Assert.That(listener.Stopped, Has.Count.EqualTo(loads.Length + 1), "and nothing else");

        Assert.That(listener.Values(Metrics.LoadDuration), Has.Length.EqualTo(loads.Length).And.Length.EqualTo(name == Activities.DetectSpeech ? 0 : 1));
        Assert.That(listener.Values(Metrics.CallDuration), Has.Length.EqualTo(1).And.All.GreaterThan(0));
        Assert.That(listener.Values(Metrics.AudioDuration), Is.EquivalentTo(seconds));
        Assert.That(listener.Values(Metrics.ActiveCalls).Order(), Is.EqualTo(new[] { -1, 1 }));
        Assert.That(listener.Measured, Has.Count.EqualTo(loads.Length + 3 + recordings));
        Assert.That(listener.Measured.Where(one => one.Name != Metrics.LoadDuration).Select(one => one.Tags), Has.All.EquivalentTo(tags));
    }

    [TestCaseSource(nameof(Subjects))]
    public async Task Call_ABrokenRecording_IsCountedOnce(string name, string operation, int recordings, Loader load)
    {
        using Subject subject = await load(_work.Root);
        using Listener listener = new();
        AudioSource broken = AudioSource.FromBytes(new byte[100]);
        Assert.That(() => subject.Call([broken, broken], CancellationToken.None), Throws.TypeOf<AudioFormatException>());

        string type = typeof(AudioFormatException).FullName!;
        Activity call = Only(listener, name);
        Assert.That((call.Status, call.GetTagItem(Tags.ErrorType)), Is.EqualTo((ActivityStatusCode.Error, (object)type)));
        foreach (string metric in new[] { Metrics.Errors, Metrics.CallDuration })
        {
            IReadOnlyDictionary<string, object?> tags = listener.Measured.Single(one => one.Name == metric).Tags;
            Assert.That((tags[Tags.ErrorType], tags[Tags.Operation], tags[Tags.Model]), Is.EqualTo(((object)type, (object)operation, (object)subject.Model.Name)), metric);
        }

        Assert.That(listener.Values(Metrics.AudioDuration), Is.Empty);
        Assert.That(listener.Values(Metrics.ActiveCalls).Order(), Is.EqualTo(new[] { -1, 1 }));
    }

    [TestCaseSource(nameof(Subjects))]
    public async Task Call_ThatItsCallerCancels_IsNoFailure(string name, string operation, int recordings, Loader load)
    {
        using Subject subject = await load(_work.Root);
        using Listener listener = new();
        using CancellationTokenSource stop = new();
        using LeftStream left = new(stop.Cancel);
        Assert.That(() => subject.Call([AudioSource.FromStream(left), Tone(1)], stop.Token), Throws.InstanceOf<OperationCanceledException>());

        Activity call = Only(listener, name);
        Assert.That((call.Status, call.GetTagItem(Tags.ErrorType)), Is.EqualTo((ActivityStatusCode.Unset, (object?)null)));
        Assert.That(listener.Values(Metrics.ActiveCalls).Order(), Is.EqualTo(new[] { -1, 1 }));
        Assert.That(listener.Measured, Has.Count.EqualTo(2), "neither an error nor a time that says anything");
    }

    [Test]
    public void Loading_OfWhatIsNotThere_IsToldAndCounted()
    {
        Func<string, Task>[] loaders = [name => AudioClassifier.LoadAsync(name), name => SpeakerEmbedder.LoadAsync(name), name => ForcedAligner.LoadAsync(name)];
        foreach (Func<string, Task> load in loaders)
        {
            using Listener listener = new("no-such-folder");
            Assert.That(() => load("/home/somebody/no-such-folder"), Throws.TypeOf<ModelFolderException>());
            Assert.That(Only(listener, Activities.Load).GetTagItem(Tags.ErrorType), Is.EqualTo(typeof(ModelFolderException).FullName));
            Assert.That(listener.Values(Metrics.Errors), Has.Length.EqualTo(1));
        }
    }

    private static async Task<Subject> ClassifierAsync(string folder)
    {
        IAudioClassifier classifier = await AudioClassifier.LoadAsync(folder, Cpu);
        return new Subject(classifier, classifier.Info, (audios, stop) => classifier.ClassifyBatchAsync(audios, cancellationToken: stop));
    }

    private static string Head(string folder, string architecture) => Exported(folder, new TinyWav2Vec2 { Architecture = architecture }.Write);

    private static string Exported(string folder, Func<string, string> write)
    {
        string model = Path.Combine(folder, "model");
        CheckpointExporter.Export(write(Path.Combine(folder, "checkpoint")), model, ExportOptions.Fp32);
        return model;
    }

    private static AudioSource Tone(double seconds) => TinyHead.Audio((int)(seconds * SampleRate));

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);

    private static Activity Only(Listener listener, string name) => listener.Stopped.Single(activity => activity.OperationName == name);

    private static TestCaseData Case(string name, string activity, string operation, int recordings, Loader load) =>
        new TestCaseData(activity, operation, recordings, load).SetArgDisplayNames(name);

    /// <summary>What calls are made of.</summary>
    internal sealed record Subject(IDisposable Owner, MeasuredModel Model, Func<IReadOnlyList<AudioSource>, CancellationToken, Task> Call) : IDisposable
    {
        public void Dispose() => Owner.Dispose();
    }

    /// <summary>A recording whose listener leaves as soon as it is read.</summary>
    private sealed class LeftStream(Action leave) : MemoryStream(WavFile.Of(new byte[2 * SampleRate]))
    {
        // A derived memory stream reads into spans by this too.
        public override int Read(byte[] buffer, int offset, int count)
        {
            leave();
            return base.Read(buffer, offset, Math.Min(count, 16));
        }
    }
}
