using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Transcripts;
using Speech.Sdk.Transcripts;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Tests.Telemetry;

/// <summary>What listeners are told, and that nobody pays for it who does not listen.</summary>
[NonParallelizable]
public sealed class TelemetryTests
{
    private static readonly RecognizerInfo Info = new()
    {
        Model = "telemetry-model", Family = "fake", Languages = ["en"], SampleRate = 16_000, Precision = "fp32", ExecutionProvider = ExecutionProvider.Cpu,
    };

    private static Transcript Hello => TranscriptExamples.Create((0, 1.5, " Hello."));

    [Test]
    public void NobodyListens_NothingIsAllocated()
    {
        ForgottenResults results = new();
        ITranscriptSink? used = null;
        Action<ITranscriptSink> call = sink => used = sink;
        FakeRecognizer loaded = new();
        Func<ISpeechRecognizer> load = () => loaded;
        Func<IReadOnlyList<Classification>> classify = () => [];
        Once();
        Assert.That(Allocations.Of(() =>
        {
            for (int round = 0; round < 100; round++)
                Once();
        }), Is.Zero);
        Assert.That(used, Is.SameAs(results));

        void Once()
        {
            MeasuredResults.Run(Info, 1, results, call);
            using Activity? stage = Instruments.Stage(Activities.Encode, 8);
            ModelLoad.Measure("a-model", load, recognizer => recognizer.Info);
            Operations.Classify.Run(Info, 1, classify);
        }
    }

    [Test]
    public void NobodyListens_StreamsAreHandedOnAsTheyAre()
    {
        IAsyncEnumerable<TranscriptUpdate> updates = Updates();
        Assert.That(MeasuredStream.Of(Info, updates), Is.SameAs(updates));
    }

    [Test]
    public void Recordings_EachHasAnActivityAndItsMeasurements()
    {
        using Listener listener = new(Info.Model);
        MeasuredResults.Run(Info, 2, new ForgottenResults(), results =>
        {
            results.Begin(0);
            results.Begin(1);
            using (Instruments.Stage(Activities.Decode, 2))
            {
            }

            results.Add(1, Hello);
            results.Add(0, Hello);
        });
        Activity call = listener.Stopped.Single(activity => activity.OperationName == Activities.Transcribe);
        Activity[] children = [.. listener.Stopped.Where(activity => activity.ParentId == call.Id)];
        Assert.That(children.Select(activity => activity.OperationName), Is.EquivalentTo(new[] { Activities.Recording, Activities.Recording, Activities.Decode }));
        Activity recording = children.First(activity => activity.OperationName == Activities.Recording);
        Assert.That(recording.GetTagItem(Tags.Language), Is.EqualTo("en"));
        Assert.That(recording.GetTagItem(Tags.AudioSeconds), Is.EqualTo(Hello.Duration.TotalSeconds));
        Assert.That(listener.Values(Metrics.RecognitionDuration), Has.Length.EqualTo(2));
        Assert.That(listener.Values(Metrics.AudioDuration), Is.All.EqualTo(Hello.Duration.TotalSeconds));
        Assert.That(listener.Values(Metrics.RealTimeFactor), Has.Length.EqualTo(2));
        Assert.That(listener.Values(Metrics.StageDuration), Has.Length.EqualTo(8));
        Assert.That(listener.Values(Metrics.Active).Sum(), Is.Zero);
        Assert.That(listener.Measured.First(measured => measured.Name == Metrics.RecognitionDuration).Tags,
            Is.EquivalentTo(new Dictionary<string, object?> { [Tags.Model] = Info.Model, [Tags.Family] = "fake", [Tags.ExecutionProvider] = "cpu", [Tags.Operation] = "transcribe", [Tags.Mode] = "recording" }));
        Assert.That(Activity.Current, Is.Null);
    }

    [TestCase(typeof(AudioFormatException), 1)]
    [TestCase(typeof(OperationCanceledException), 0, Description = "a caller who cancels is no failure")]
    public void Failure_IsToldAndCounted(Type type, int errors)
    {
        using Listener listener = new(Info.Model);
        Exception error = (Exception)Activator.CreateInstance(type, "broken")!;
        Assert.That(() => MeasuredResults.Run(Info, 1, new ForgottenResults(), results =>
        {
            results.Begin(0);
            throw error;
        }), Throws.Exception.SameAs(error));
        foreach (string name in new[] { Activities.Recording, Activities.Transcribe })
        {
            Activity activity = listener.Stopped.Single(activity => activity.OperationName == name);
            Assert.That((activity.Status, activity.GetTagItem(Tags.ErrorType)), Is.EqualTo(errors == 0 ? (ActivityStatusCode.Unset, (object?)null) : (ActivityStatusCode.Error, type.FullName)), name);
        }

        Assert.That(listener.Values(Metrics.Errors), Has.Length.EqualTo(errors));
        Assert.That(listener.Values(Metrics.RecognitionDuration), Has.Length.EqualTo(errors), "what was cancelled took no time that says anything");
        Assert.That(listener.Values(Metrics.Active).Sum(), Is.Zero);
    }

    [TestCase(new[] { 1 }, 1, Description = "a recording is broken")]
    [TestCase(new[] { 0, 2 }, 2, Description = "what two were in is broken")]
    [TestCase(new int[0], 3, Description = "what all share is broken")]
    public void Failure_OfACallOfMany_CountsOnce(int[] broken, int failed)
    {
        using Listener listener = new(Info.Model);
        AudioFormatException error = new("broken");
        Assert.That(() => MeasuredResults.Run(Info, 3, new ForgottenResults(), results =>
        {
            for (int index = 0; index < 3; index++)
                results.Begin(index);
            foreach (int index in broken)
                results.TryFail(index, error);
            throw error;
        }), Throws.Exception.SameAs(error));
        Activity[] recordings = [.. listener.Stopped.Where(activity => activity.OperationName == Activities.Recording && activity.Status == ActivityStatusCode.Error)];
        Assert.That(recordings, Has.Length.EqualTo(failed));
        Assert.That(listener.Values(Metrics.Errors), Has.Length.EqualTo(1));
        Assert.That(listener.Values(Metrics.Active).Sum(), Is.Zero);
    }

    [Test]
    public async Task Stream_LeftEarly_TellsHowLongItLasted()
    {
        using Listener listener = new(Info.Model);
        await foreach (TranscriptUpdate _ in MeasuredStream.Of(Info, Updates()))
            break;
        Assert.That(listener.Stopped.Single(activity => activity.OperationName == Activities.Stream).Status, Is.EqualTo(ActivityStatusCode.Unset));
        Assert.That(listener.Measured.Single(measured => measured.Name == Metrics.RecognitionDuration).Tags, Does.Not.ContainKey(Tags.ErrorType));
        Assert.That(listener.Values(Metrics.Active).Sum(), Is.Zero);
    }

    [TestCase("no-such-model", "no-such-model")]
    [TestCase("/home/somebody/no-such-folder", "no-such-folder", Description = "where it lies is this machine's affair")]
    public void Loading_OfWhatIsNotThere_IsToldAndCounted(string model, string name)
    {
        using Listener listener = new(name);
        Assert.That(() => SpeechRecognizer.LoadAsync(model), Throws.TypeOf<ModelFolderException>());
        Activity load = listener.Stopped.Single(activity => activity.OperationName == Activities.Load && (string?)activity.GetTagItem(Tags.Model) == name);
        Assert.That((load.Status, load.GetTagItem(Tags.ErrorType)), Is.EqualTo((ActivityStatusCode.Error, (object)typeof(ModelFolderException).FullName!)));
        Assert.That(listener.Values(Metrics.Errors), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Stream_OneActivityOverAllUpdates()
    {
        using Listener listener = new(Info.Model);
        int count = 0;
        await foreach (TranscriptUpdate _ in MeasuredStream.Of(Info, Updates()))
            Assert.That(Activity.Current, Is.Null, $"the caller's own, at update {count++}");
        Activity stream = listener.Stopped.Single(activity => activity.OperationName == Activities.Stream);
        Assert.That(stream.Status, Is.EqualTo(ActivityStatusCode.Unset));
        Assert.That(listener.Stopped.Single(activity => activity.OperationName == Activities.Encode).ParentId, Is.EqualTo(stream.Id));
        Assert.That(listener.Values(Metrics.StreamLatency), Is.EqualTo(new[] { 1.5, 0.5 }).AsCollection.Or.EqualTo(new[] { 0.5, 1.5 }).AsCollection);
        Assert.That(listener.Measured.Where(measured => measured.Name == Metrics.RecognitionDuration).Select(measured => measured.Tags[Tags.Mode]), Is.EqualTo(new[] { "stream" }));
        Assert.That(listener.Values(Metrics.Active).Sum(), Is.Zero);
    }

    [Test]
    public async Task EmbeddedModel_TellsOfLoadingAndTranscribing()
    {
        using Listener listener = new("whisper-base");
        using (ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("whisper-base", new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu }))
            await recognizer.TranscribeAsync(AudioSource.FromFile(Repository.Path("samples/printing.flac")), new TranscriptionOptions { Language = "en" });
        Assert.That(listener.Stopped.Select(activity => activity.OperationName).Distinct(),
            Is.SupersetOf(new[] { Activities.Load, Activities.Transcribe, Activities.Recording, Activities.Encode, Activities.Decode }));
        Assert.That(listener.Values(Metrics.LoadDuration), Has.Length.EqualTo(1).And.All.GreaterThan(0));
        Assert.That(listener.Values(Metrics.RealTimeFactor), Has.Length.EqualTo(1).And.All.GreaterThan(0));
    }

    [Test]
    public void Documentation_NamesEveryActivityInstrumentAndTag()
    {
        string page = File.ReadAllText(Repository.Path("docs/telemetry.md"));
        string[] names = [.. new[] { typeof(Activities), typeof(Metrics), typeof(Tags) }.SelectMany(type => type.GetFields()).Select(field => (string)field.GetValue(null)!)];
        Assert.That(names, Has.Length.GreaterThan(15));
        Assert.That(names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Documentation_Metrics_HaveTheirKindsAndUnits()
    {
        using Listener listener = new();
        Assert.That(Instruments.AreHeard, Is.True);
        Dictionary<string, string> kinds = new() { ["Histogram`1"] = "histogram", ["Counter`1"] = "counter", ["UpDownCounter`1"] = "up-down counter" };
        (string, string, string)[] documented =
        [
            .. File.ReadLines(Repository.Path("docs/telemetry.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 6 && kinds.ContainsValue(cells[2]))
                .Select(cells => (cells[1].Trim('`'), cells[2], cells[3])),
        ];
        Assert.That(listener.Instruments.Select(instrument => (instrument.Name, kinds[instrument.GetType().Name], instrument.Unit)), Is.EquivalentTo(documented));
    }

    private static async IAsyncEnumerable<TranscriptUpdate> Updates()
    {
        await Task.Yield();
        using (Instruments.Stage(Activities.Encode, 1))
        {
        }

        TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
        yield return new TranscriptUpdate { Heard = Seconds(1), Committed = " a", Latency = new StreamLatency(1, Seconds(1.5), Seconds(1.5)) };
        yield return new TranscriptUpdate { Heard = Seconds(1.5), Committed = " b", Latency = new StreamLatency(2, Seconds(1), Seconds(1.5)) };
        yield return new TranscriptUpdate { Heard = Seconds(2), Latency = new StreamLatency(2, Seconds(1), Seconds(1.5)), Transcript = Hello };
    }

    private sealed class ForgottenResults : ITranscriptSink
    {
        public void Begin(int index)
        {
        }

        public void Add(int index, Transcript transcript)
        {
        }

        public bool TryFail(int index, Exception error) => false;
    }
}
