using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Wav2Vec2;
using Speech.Sdk.Transcripts;
using static Speech.Sdk.Telemetry.SpeechTelemetry;

namespace Speech.Sdk.Tests.Telemetry;

/// <summary>Every family tells what docs/telemetry.md says of it, from loading to the last update; <see cref="TelemetryTests"/> has Whisper.</summary>
[NonParallelizable]
public sealed class FamilyTests
{
    private const int SampleRate = 24_000;

    private TemporaryFolder _work = null!;

    [SetUp]
    public void Create() => _work = new TemporaryFolder();

    [TearDown]
    public void Remove() => _work.Dispose();

    /// <summary>A CTC model's clips go through its one graph; steps of Kyutai's belong to all streams. A stream has no stages.</summary>
    [TestCase("wav2vec2", new[] { Activities.Encode })]
    [TestCase("kyutai-stt", new string[0])]
    public async Task Family_RecordingsAndAStream_AreTold(string family, string[] stages)
    {
        string folder = Export(family);
        using Listener listener = new();
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 });
        IReadOnlyList<Transcript> transcripts = await recognizer.TranscribeBatchAsync([Tone(1), Tone(1.5)]);
        TranscriptUpdate[] updates = await recognizer.StreamAsync(LiveAudio.FromRawStream(new MemoryStream(new byte[2 * SampleRate]), SampleRate)).ToArrayAsync();

        Dictionary<string, object?> tags = new() { [Tags.Model] = recognizer.Info.Model, [Tags.Family] = recognizer.Info.Family, [Tags.ExecutionProvider] = "cpu" };
        Assert.That(recognizer.Info.Family, Is.EqualTo(family));
        Activity load = Only(listener, Activities.Load), call = Only(listener, Activities.Transcribe), stream = Only(listener, Activities.Stream);
        Activity[] recordings = [.. All(listener, Activities.Recording).OrderBy(recording => (int)recording.GetTagItem(Tags.Index)!)];
        Assert.That(TagsOf(load), Is.SupersetOf(tags));
        Assert.That((call.GetTagItem(Tags.Model), call.GetTagItem(Tags.Count)), Is.EqualTo((tags[Tags.Model], (object)2)));
        Assert.That(recordings.Select(recording => recording.ParentId), Is.EqualTo(new[] { call.Id, call.Id }));
        for (int index = 0; index < 2; index++)
            Assert.That(TagsOf(recordings[index]), Is.EquivalentTo(Told("recording", transcripts[index]).Append(KeyValuePair.Create(Tags.Index, (object?)index))));
        Assert.That(TagsOf(stream), Is.EquivalentTo(Told("stream", updates[^1].Transcript!)));
        Activity[] others = [.. listener.Stopped.Except([load, call, stream, .. recordings])];
        Assert.That(others.Select(activity => activity.OperationName).Distinct(), Is.EquivalentTo(stages));
        Assert.That(others.Select(activity => activity.ParentId).Distinct(), Is.EquivalentTo(stages.Length == 0 ? (string?[])[] : [call.Id]));
        Assert.That(others.Select(activity => activity.GetTagItem(Tags.Count)), Is.All.GreaterThan(0));

        Assert.That(listener.Values(Metrics.LoadDuration), Has.Length.EqualTo(1).And.All.GreaterThan(0));
        Assert.That(listener.Values(Metrics.RecognitionDuration), Has.Length.EqualTo(3).And.All.GreaterThan(0));
        // Of a stream in which nobody speaks there may be nothing to compute.
        Assert.That(listener.Values(Metrics.RealTimeFactor), Has.Length.EqualTo(3).And.All.GreaterThanOrEqualTo(0).And.Some.GreaterThan(0));
        Assert.That(listener.Values(Metrics.AudioDuration), Is.EquivalentTo(new[] { 1, 1.5, 1 }));
        Assert.That(listener.Measured.Where(one => one.Name == Metrics.StageDuration).GroupBy(one => one.Tags[Tags.Stage]).Select(stage => (stage.Key, stage.Count())),
            Is.EquivalentTo(new[] { ((object?)"audio", 3), ("features", 3), ("encoder", 3), ("decoder", 3) }));
        Assert.That(listener.Values(Metrics.Active).Order(), Is.EqualTo(new[] { -1, -1, -1, 1, 1, 1 }));
        Assert.That(listener.Values(Metrics.Errors), Is.Empty);
        Assert.That(listener.Measured.Select(one => one.Tags), Has.All.SupersetOf(tags));

        IEnumerable<KeyValuePair<string, object?>> Told(string mode, Transcript transcript) =>
        [
            .. tags, KeyValuePair.Create(Tags.Operation, (object?)"transcribe"), KeyValuePair.Create(Tags.Mode, (object?)mode), KeyValuePair.Create(Tags.Language, (object?)transcript.Language),
            KeyValuePair.Create(Tags.AudioSeconds, (object?)transcript.Duration.TotalSeconds),
        ];
    }

    [TestCase("wav2vec2")]
    [TestCase("kyutai-stt")]
    public async Task Family_ABrokenRecording_IsCountedOnce(string family)
    {
        string folder = Export(family);
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 });
        using Listener listener = new();
        Assert.That(() => recognizer.TranscribeBatchAsync([Tone(1), AudioSource.FromBytes(new byte[100]), Tone(1)]), Throws.TypeOf<AudioFormatException>());
        Assert.That(listener.Measured.Where(one => one.Name == Metrics.Errors).Select(one => one.Tags[Tags.ErrorType]), Is.EqualTo(new[] { typeof(AudioFormatException).FullName }));
        Assert.That(All(listener, Activities.Recording).Where(recording => recording.Status == ActivityStatusCode.Error).Select(recording => recording.GetTagItem(Tags.Index)), Is.EqualTo(new object[] { 1 }));
        Assert.That(Only(listener, Activities.Transcribe).Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(listener.Values(Metrics.Active).Sum(), Is.Zero);
    }

    private static AudioSource Tone(double seconds)
    {
        float[] samples = [.. Enumerable.Range(0, (int)(seconds * SampleRate)).Select(i => (float)(0.3 * Math.Sin(i * 0.1)))];
        return AudioSource.FromSamples(samples, SampleRate);
    }

    private static Activity[] All(Listener listener, string name) => [.. listener.Stopped.Where(activity => activity.OperationName == name)];

    private static Activity Only(Listener listener, string name) => All(listener, name).Single();

    private static IEnumerable<KeyValuePair<string, object?>> TagsOf(Activity activity) => activity.TagObjects;

    private string Export(string family)
    {
        string checkpoint = family == "wav2vec2" ? new TinyWav2Vec2().Write(_work["checkpoint"]) : Shared.Path("fixtures/kyutai/stt-trfs");
        CheckpointExporter.Export(checkpoint, _work["model"], ExportOptions.Fp32);
        return _work["model"];
    }
}
