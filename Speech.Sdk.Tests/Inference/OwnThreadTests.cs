using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Tests.KyutaiStt.Sessions;
using Speech.Sdk.Tests.SpeechHeads;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Whisper;
using Speech.Sdk.Tests.Whisper.Streaming;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Inference;

/// <summary>Calls that compute for long leave a program's thread pool to the program, whose timers would otherwise wait for them.</summary>
internal sealed class OwnThreadTests
{
    private static readonly RecognizerOptions Cpu = new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 };

    private static IEnumerable<TestCaseData> Calls()
    {
        yield return Call("Whisper TranscribeAsync", TinyFolder.Whisper, Recognizer, (model, audio) => model.TranscribeAsync(audio, TinyModel.Anything));
        yield return Call("Whisper TranscribeBatchAsync", TinyFolder.Whisper, Recognizer, (model, audio) => model.TranscribeBatchAsync([audio], TinyModel.Anything));
        yield return Call("Whisper TranscribeEachAsync", TinyFolder.Whisper, Recognizer, async (model, audio) =>
        {
            await foreach (RecordingResult result in model.TranscribeEachAsync([audio], TinyModel.Anything))
                Assert.That(result.Error, Is.Null);
        });
        yield return Call("Whisper IdentifyLanguagesAsync", TinyFolder.Whisper, Recognizer, (model, audio) => ((ILanguageIdentifier)model).IdentifyLanguagesAsync(audio));
        yield return Call("Whisper classifier ClassifyAsync", TinyFolder.WhisperClassifier, Classifier, (model, audio) => model.ClassifyAsync(audio));
        yield return Call($"{TinyHead.Ctc} TranscribeAsync", () => TinyFolder.Head(TinyHead.Ctc), Recognizer, (model, audio) => model.TranscribeAsync(audio));
        yield return Call($"{TinyHead.Ctc} AlignAsync", () => TinyFolder.Head(TinyHead.Ctc), Aligner, (model, audio) => model.AlignAsync(audio, "ab"));
        yield return Call($"{TinyHead.Classifier} ClassifyAsync", () => TinyFolder.Head(TinyHead.Classifier), Classifier, (model, audio) => model.ClassifyAsync(audio));
        yield return Call($"{TinyHead.Frames} ClassifyAsync", () => TinyFolder.Head(TinyHead.Frames), Classifier, (model, audio) => model.ClassifyAsync(audio));
        yield return Call($"{TinyHead.Embedder} EmbedAsync", () => TinyFolder.Head(TinyHead.Embedder), Embedder, (model, audio) => model.EmbedAsync(audio));
        yield return Case("Kyutai TranscribeAsync", async audio =>
        {
            using KyutaiSttRecognizer recognizer = new(new ScriptedModel("_").Load());
            await recognizer.TranscribeAsync(audio);
        });
        yield return Case("VoiceActivityDetector.DetectAsync", async audio =>
        {
            using VoiceActivityDetector detector = new();
            await detector.DetectAsync(audio);
        });
    }

    private static IEnumerable<TestCaseData> Loads() =>
    [
        Load("Whisper", TinyFolder.Whisper, Recognizer),
        Load("Whisper classifier", TinyFolder.WhisperClassifier, Classifier),
        Load(TinyHead.Ctc, () => TinyFolder.Head(TinyHead.Ctc), Recognizer),
        Load($"{TinyHead.Ctc}, to align", () => TinyFolder.Head(TinyHead.Ctc), Aligner),
        Load(TinyHead.Classifier, () => TinyFolder.Head(TinyHead.Classifier), Classifier),
        Load(TinyHead.Frames, () => TinyFolder.Head(TinyHead.Frames), Classifier),
        Load(TinyHead.Embedder, () => TinyFolder.Head(TinyHead.Embedder), Embedder),
    ];

    [TestCaseSource(nameof(Calls))]
    public async Task Call_OnARecording_DoesNotComputeOnTheThreadPool(Func<AudioSource, Task> call)
    {
        using WatchedStream recording = new(File.ReadAllBytes(Repository.Path("samples/printing.flac")));
        await call(AudioSource.FromStream(recording));
        Assert.That(recording.Readers, Is.Not.Empty.And.All.False, "Whether a thread that read the recording was one of the pool's.");
    }

    [TestCaseSource(nameof(Loads))]
    public async Task Load_OfAModel_DoesNotComputeOnTheThreadPool(Func<Task> load)
    {
        // What is measured of a loading begins and ends on the thread that does it. Other tests load models meanwhile.
        using Activity here = new Activity("test").Start();
        List<bool> threads = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == SpeechTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == here.TraceId && activity.OperationName == SpeechTelemetry.Activities.Load)
                    threads.Add(Thread.CurrentThread.IsThreadPoolThread);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await load();
        Assert.That(threads, Is.EqualTo(new[] { false }), "Whether the thread that loaded the model was one of the pool's.");
    }

    [Test]
    public void Stream_OfLiveAudio_DoesNotComputeOnTheThreadPool()
    {
        using SileroVad voice = new();
        SharedUse use = new(voice);
        LiveSession session = new(_ => new Listener(voice), new StreamingOptions(), TimeProvider.System);
        LiveAudio audio = LiveFeed.Of(AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(SileroVad.SampleRate));
        Assert.That(
            async () => await session.RunAsync(audio, use, CancellationToken.None).GetAsyncEnumerator().MoveNextAsync(),
            Throws.TypeOf<HeardException>().With.Property(nameof(HeardException.ByPool)).False);
    }

    private static TestCaseData Call<T>(string name, Func<TinyFolder> make, Func<string, Task<T>> load, Func<T, AudioSource, Task> call)
        where T : IDisposable => Case(name, async audio =>
        {
            using TinyFolder folder = make();
            using T model = await load(folder.Path);
            await call(model, audio);
        });

    private static TestCaseData Load<T>(string name, Func<TinyFolder> make, Func<string, Task<T>> load)
        where T : IDisposable => new TestCaseData((Func<Task>)(async () =>
        {
            using TinyFolder folder = make();
            (await load(folder.Path)).Dispose();
        })).SetArgDisplayNames(name);

    private static TestCaseData Case(string name, Func<AudioSource, Task> call) => new TestCaseData(call).SetArgDisplayNames(name);

    private static Task<ISpeechRecognizer> Recognizer(string folder) => SpeechRecognizer.LoadAsync(folder, Cpu);

    private static Task<IForcedAligner> Aligner(string folder) => ForcedAligner.LoadAsync(folder, Cpu);

    private static Task<IAudioClassifier> Classifier(string folder) => AudioClassifier.LoadAsync(folder, Cpu);

    private static Task<ISpeakerEmbedder> Embedder(string folder) => SpeakerEmbedder.LoadAsync(folder, Cpu);

    /// <summary>A stream that knows what threads read it.</summary>
    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public List<bool> Readers { get; } = [];

        // A derived memory stream reads into spans by this too.
        public override int Read(byte[] buffer, int offset, int count)
        {
            Readers.Add(Thread.CurrentThread.IsThreadPoolThread);
            return base.Read(buffer, offset, count);
        }
    }

    /// <summary>Says what thread it is to hear the first speech on, and ends the stream so.</summary>
    private sealed class Listener(SileroVad voice) : ILiveListener
    {
        public int SampleRate => SileroVad.SampleRate;

        public int WindowSamples => 30 * SampleRate;

        public SileroVad VoiceActivity => voice;

        public StreamLatency Latency => throw new NotSupportedException();

        public IUtterance Begin(SampleTail audio, LiveClock clock, long start) => throw new HeardException { ByPool = Thread.CurrentThread.IsThreadPoolThread };

        public Transcript ToTranscript(long heard, IReadOnlyList<string> warnings) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class HeardException : Exception
    {
        public bool ByPool { get; init; }
    }
}
