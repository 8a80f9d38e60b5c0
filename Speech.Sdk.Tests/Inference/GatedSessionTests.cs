using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Classifiers;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.SpeechHeads;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Wav2Vec2;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Inference;

/// <summary>Which graphs let few runs go on at a time, and that their sessions do.</summary>
internal sealed class GatedSessionTests
{
    private static readonly RecognizerOptions Cpu = new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 };

    private static IEnumerable<TestCaseData> Models()
    {
        yield return Case("Whisper", "alignment: few, decoder: any, encoder: few", async work =>
        {
            using TinyModel model = new();
            IDisposable recognizer = await Exported(work, model.Checkpoint, folder => SpeechRecognizer.LoadAsync(folder, Cpu));
            await ((ISpeechRecognizer)recognizer).TranscribeAsync(TinyModel.Tone(1), TinyModel.Anything with { WordTimestamps = true });
            return recognizer;
        });
        yield return Case("A Whisper classifier", "classifier: few", work => Exported(work, new TinyClassifier().Write(work.Combine("checkpoint")), folder => AudioClassifier.LoadAsync(folder, Cpu)));
        yield return Case("Kyutai", "codec-step: any, codec: any, text-step: any", work => Exported(work, Shared.Path("fixtures/kyutai/stt-trfs"), folder => SpeechRecognizer.LoadAsync(folder, Cpu)));
        yield return Head(TinyHead.Ctc, "ctc: few", folder => SpeechRecognizer.LoadAsync(folder, Cpu));
        yield return Head(TinyHead.Ctc, "ctc: few", folder => ForcedAligner.LoadAsync(folder, Cpu), "an aligner");
        yield return Head(TinyHead.Classifier, "classifier: few", folder => AudioClassifier.LoadAsync(folder, Cpu));
        yield return Head(TinyHead.Frames, "frame-classifier: few", folder => AudioClassifier.LoadAsync(folder, Cpu));
        yield return Head(TinyHead.Embedder, "embedder: few", folder => SpeakerEmbedder.LoadAsync(folder, Cpu));
    }

    [TestCaseSource(nameof(Models))]
    public async Task Load_GraphsThatHearAWindowAtOnce_LetFewRunsGoOnAtATime(string expected, Func<TemporaryFolder, Task<IDisposable>> load)
    {
        using TemporaryFolder work = new();
        using IDisposable model = await load(work);
        string[] graphs = [.. LoadedSessions.Of(model).Select(session => $"{Path.GetFileNameWithoutExtension(session.ModelPath)}: {(session.IsGated ? "few" : "any")}").Order(StringComparer.Ordinal)];
        Assert.That(string.Join(", ", graphs), Is.EqualTo(expected));
    }

    [Test]
    public async Task Enter_MoreRunsThanPlaces_WaitsForOneThatEnds()
    {
        using TinyHead head = new(TinyHead.Ctc);
        using OrtSession session = OrtSession.Load(Path.Combine(head.Folder, "ctc.onnx"), ExecutionProvider.Cpu, threads: 2, new SessionUse(IsGated: true));
        RunPlace[] inside = [.. Enumerable.Range(0, RunGate.MostFor(2)).Select(_ => session.Enter(CancellationToken.None))];
        using CancellationTokenSource cancelled = new();
        Task left = OneMore(cancelled.Token), waiting = OneMore(CancellationToken.None);
        await Task.WhenAny(left, waiting, Task.Delay(100));
        Assert.That((left.IsCompleted, waiting.IsCompleted), Is.EqualTo((false, false)), "One more was let in.");
        await cancelled.CancelAsync();
        Assert.That(async () => await left, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waiting.IsCompleted, Is.False);
        foreach (RunPlace place in inside)
            place.Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));

        Task OneMore(CancellationToken token) => Task.Run(() => session.Enter(token).Dispose(), CancellationToken.None);
    }

    [Test]
    public void Enter_SessionWithoutAGate_LetsAnyNumberIn()
    {
        using TinyHead head = new(TinyHead.Ctc);
        using OrtSession session = OrtSession.Load(Path.Combine(head.Folder, "ctc.onnx"), ExecutionProvider.Cpu, threads: 1);
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        RunPlace[] inside = [.. Enumerable.Range(0, 2 * RunGate.MostFor(1)).Select(_ => session.Enter(late.Token))];
        foreach (RunPlace place in inside)
            place.Dispose();
    }

    private static TestCaseData Head<T>(string architecture, string expected, Func<string, Task<T>> load, string name = "")
        where T : IDisposable =>
        Case($"{architecture} {name}", expected, work => Exported(work, new TinyWav2Vec2 { Architecture = architecture }.Write(work.Combine("checkpoint")), load));

    private static async Task<IDisposable> Exported<T>(TemporaryFolder work, string checkpoint, Func<string, Task<T>> load)
        where T : IDisposable
    {
        CheckpointExporter.Export(checkpoint, work.Combine("model"), ExportOptions.Fp32);
        return await load(work.Combine("model"));
    }

    private static TestCaseData Case(string name, string expected, Func<TemporaryFolder, Task<IDisposable>> load) => new TestCaseData(expected, load).SetArgDisplayNames(name.Trim());
}
