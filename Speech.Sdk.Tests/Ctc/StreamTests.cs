using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Ctc.Streaming;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Models.Wav2Vec2Bert;
using Speech.Sdk.Tests.Whisper.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Digits as they are spoken, clip after clip with pauses between them.</summary>
[TestFixture("xls-r-digits")]
[TestFixture("w2v-bert-digits")]
public sealed class StreamTests(string name)
{
    private ExportedModel? _folder;
    private CtcModel? _model;

    [OneTimeSetUp]
    public void Load()
    {
        _folder = new ExportedModel($"models/{name}");
        ModelFolder folder = ModelFolder.Open(_folder.Folder, name);
        IFrontEnd frontEnd = name.StartsWith("xls", StringComparison.Ordinal) ? new Wav2Vec2FrontEnd(folder) : new Wav2Vec2BertFrontEnd(folder);
        _model = CtcLoader.Load(folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 2 }, name, frontEnd, "waveform", "features");
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _model?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public async Task Stream_DigitsWithPauses_CommitsWhatTheClipsSay()
    {
        DigitSample[] clips = [.. DigitSample.All(name)];
        float[] samples = [.. clips.SelectMany(clip => clip.Samples().Concat(new float[16_000 * 3 / 2]))];
        List<TranscriptUpdate> updates = await UpdatesAsync(samples, new StreamingOptions());
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(samples.Length / 16_000.0));
        Transcript transcript = updates[^1].Transcript!;
        string[] said = [.. clips.SelectMany(clip => clip.Text.Split(' '))];
        int errors = DigitSample.WordErrors(said, transcript.Text);
        TestContext.Out.WriteLine($"{said.Length} words, {errors} stream errors, latency {updates[^1].Latency}: {transcript.Text}");
        Assert.That(string.Concat(updates.Select(update => update.Committed)).Trim(), Is.EqualTo(transcript.Text));
        Assert.That(errors, Is.LessThanOrEqualTo(said.Length / 10));
        Assert.That(updates.Count(update => update.EndsUtterance), Is.EqualTo(transcript.Segments.Count).And.GreaterThan(clips.Length / 2));
    }

    [Test]
    public async Task Explore([Values(0.3, 0.8, 1.2, 5)] double hold, [Values(0.6, 1.0)] double pause)
    {
        DigitSample[] clips = [.. DigitSample.All(name)];
        float[] samples = [.. clips.SelectMany(clip => clip.Samples().Concat(new float[16_000 * 3 / 2]))];
        List<TranscriptUpdate> updates = await UpdatesAsync(samples, new StreamingOptions { HoldBack = TimeSpan.FromSeconds(hold), UtterancePause = TimeSpan.FromSeconds(pause) });
        string[] said = [.. clips.SelectMany(clip => clip.Text.Split(' '))];
        TestContext.Out.WriteLine($"EXPLORE {name} {hold} {pause}: {said.Length} words, {DigitSample.WordErrors(said, updates[^1].Transcript!.Text)} errors, {updates[^1].Latency}: {updates[^1].Transcript!.Text}\n   said {string.Join(' ', said)}");
    }

    [Test]
    public async Task Stream_SpeechWithoutPauses_IsCutAndKeepsItsWords()
    {
        DigitSample[] clips = [.. DigitSample.All(name)];
        float[] samples = [.. clips.Concat(clips).SelectMany(clip => clip.Samples())];
        List<TranscriptUpdate> updates = await UpdatesAsync(samples, new StreamingOptions { Transcription = new TranscriptionOptions { VoiceActivity = VoiceActivityOptions.Off } });
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(samples.Length / 16_000.0));
        string[] said = [.. clips.Concat(clips).SelectMany(clip => clip.Text.Split(' '))];
        int errors = DigitSample.WordErrors(said, updates[^1].Transcript!.Text);
        TestContext.Out.WriteLine($"{said.Length} words, {errors} stream errors without pauses");
        Assert.That(errors, Is.LessThanOrEqualTo(said.Length / 3));
    }

    private Task<List<TranscriptUpdate>> UpdatesAsync(float[] samples, StreamingOptions options) =>
        LiveFeed.UpdatesAsync(time => CtcListener.Session(_model!, options, time), LiveFeed.Of(samples));
}
