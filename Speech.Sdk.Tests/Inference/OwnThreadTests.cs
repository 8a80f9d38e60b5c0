using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.KyutaiStt.Sessions;
using Speech.Sdk.Tests.SpeechHeads;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Wav2Vec2;
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
        yield return OfWhisper("TranscribeAsync", (model, audio) => model.TranscribeAsync(audio, TinyModel.Anything));
        yield return OfWhisper("TranscribeBatchAsync", (model, audio) => model.TranscribeBatchAsync([audio], TinyModel.Anything));
        yield return OfWhisper("TranscribeEachAsync", async (model, audio) =>
        {
            await foreach (RecordingResult result in model.TranscribeEachAsync([audio], TinyModel.Anything))
                Assert.That(result.Error, Is.Null);
        });
        yield return OfWhisper("IdentifyLanguagesAsync", (model, audio) => ((ILanguageIdentifier)model).IdentifyLanguagesAsync(audio));
        yield return OfHead(TinyHead.Ctc, "TranscribeAsync", folder => SpeechRecognizer.LoadAsync(folder, Cpu), (model, audio) => model.TranscribeAsync(audio));
        yield return OfHead(TinyHead.Ctc, "AlignAsync", folder => ForcedAligner.LoadAsync(folder, Cpu), (model, audio) => model.AlignAsync(audio, "ab"));
        yield return OfHead(TinyHead.Classifier, "ClassifyAsync", folder => AudioClassifier.LoadAsync(folder, Cpu), (model, audio) => model.ClassifyAsync(audio));
        yield return OfHead(TinyHead.Frames, "ClassifyAsync", folder => AudioClassifier.LoadAsync(folder, Cpu), (model, audio) => model.ClassifyAsync(audio));
        yield return OfHead(TinyHead.Embedder, "EmbedAsync", folder => SpeakerEmbedder.LoadAsync(folder, Cpu), (model, audio) => model.EmbedAsync(audio));
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

    [TestCaseSource(nameof(Calls))]
    public async Task Call_OnARecording_DoesNotComputeOnTheThreadPool(Func<AudioSource, Task> call)
    {
        using WatchedStream recording = new(File.ReadAllBytes(Repository.Path("samples/printing.flac")));
        await call(AudioSource.FromStream(recording));
        Assert.That(recording.Readers, Is.Not.Empty.And.All.False, "Whether a thread that read the recording was one of the pool's.");
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

    private static TestCaseData OfWhisper(string name, Func<ISpeechRecognizer, AudioSource, Task> call) => Case($"Whisper {name}", async audio =>
    {
        using TinyModel model = new();
        using TemporaryFolder work = new();
        CheckpointExporter.Export(model.Checkpoint, work.Combine("model"), ExportOptions.Fp32);
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(work.Combine("model"), Cpu);
        await call(recognizer, audio);
    });

    private static TestCaseData OfHead<T>(string architecture, string name, Func<string, Task<T>> load, Func<T, AudioSource, Task> call)
        where T : IDisposable => Case($"{architecture} {name}", async audio =>
        {
            using TemporaryFolder work = new();
            string checkpoint = new TinyWav2Vec2 { Architecture = architecture }.Write(work.Combine("checkpoint"));
            File.WriteAllText(Path.Combine(checkpoint, "vocab.json"), """{"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3, "|": 4, "a": 5, "b": 6}""");
            CheckpointExporter.Export(checkpoint, work.Combine("model"), ExportOptions.Fp32);
            using T model = await load(work.Combine("model"));
            await call(model, audio);
        });

    private static TestCaseData Case(string name, Func<AudioSource, Task> call) => new TestCaseData(call).SetArgDisplayNames(name);

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
