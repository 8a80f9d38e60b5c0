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
        _model = Load(null);
    }

    private CtcModel Load(string? lm)
    {
        ModelFolder folder = ModelFolder.Open(_folder!.Folder, name);
        IFrontEnd frontEnd = name.StartsWith("xls", StringComparison.Ordinal) ? new Wav2Vec2FrontEnd(folder) : new Wav2Vec2BertFrontEnd(folder);
        return CtcLoader.Load(folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 2, LanguageModel = lm }, name, frontEnd, "waveform", "features");
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
        float[] samples = DigitSample.Join(clips, pauseSeconds: 1.5);
        List<TranscriptUpdate> updates = await UpdatesAsync(_model!, samples);
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(samples.Length / 16_000.0));
        Transcript transcript = updates[^1].Transcript!;
        string[] said = [.. clips.SelectMany(clip => clip.Text.Split(' '))];
        int errors = DigitSample.WordErrors(said, transcript.Text);
        TestContext.Out.WriteLine($"{said.Length} words, {errors} stream errors, latency {updates[^1].Latency}: {transcript.Text}");
        Assert.That(string.Concat(updates.Select(update => update.Committed)).Trim(), Is.EqualTo(transcript.Text));
        Assert.That(errors, Is.LessThanOrEqualTo(said.Length / 8));
        Assert.That(updates.Count(update => update.EndsUtterance), Is.EqualTo(transcript.Segments.Count).And.GreaterThan(clips.Length / 2));
    }

    // What the model is unsure of is settled by the words that there are: live and clip by clip it is the same.
    [Test]
    public async Task Stream_WithALanguageModel_CommitsExactlyWhatTheClipsSay()
    {
        using Tokens.TemporaryFolder files = new();
        files.Write("digits.arpa", LanguageModelTests.Arpa());
        CtcModel model = Load(files.File("digits.arpa"));
        using CtcRecognizer recognizer = new(model);
        DigitSample[] clips = [.. DigitSample.All(name)];
        List<string> said = [];
        foreach (DigitSample clip in clips)
            said.Add((await recognizer.TranscribeAsync(clip.Audio)).Text);
        List<TranscriptUpdate> updates = await UpdatesAsync(model, DigitSample.Join(clips, pauseSeconds: 1.5));
        // Of w2v-bert's samples one word, alone or among others, is five or nine.
        Assert.That(DigitSample.WordErrors(said.SelectMany(text => text.Split(' ')).ToArray(), updates[^1].Transcript!.Text), Is.LessThanOrEqualTo(name == "xls-r-digits" ? 0 : 1));
    }

    [Test]
    public async Task Stream_SpeechWithoutPauses_IsCutAndSaysNoLessThanARecording()
    {
        DigitSample[] clips = [.. DigitSample.All(name), .. DigitSample.All(name)];
        float[] samples = DigitSample.Join(clips, pauseSeconds: 0.1);
        List<TranscriptUpdate> updates = await UpdatesAsync(_model!, samples, new TranscriptionOptions { VoiceActivity = VoiceActivityOptions.Off });
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(samples.Length / 16_000.0));
        using CtcRecognizer recognizer = new(Load(null));
        string[] said = [.. clips.SelectMany(clip => clip.Text.Split(' '))];
        int errors = DigitSample.WordErrors(said, updates[^1].Transcript!.Text);
        int whole = DigitSample.WordErrors(said, (await recognizer.TranscribeAsync(AudioSource.FromSamples(samples, 16_000))).Text);
        TestContext.Out.WriteLine($"{said.Length} words, {errors} stream errors without pauses, {whole} of the recording");
        Assert.That(errors, Is.LessThanOrEqualTo(whole + (said.Length / 10)));
    }

    private static Task<List<TranscriptUpdate>> UpdatesAsync(CtcModel model, float[] samples, TranscriptionOptions? options = null) => LiveFeed.UpdatesAsync(
        time => CtcListener.Session(model, new StreamingOptions { Transcription = options ?? new TranscriptionOptions() }, time), LiveFeed.Of(samples));
}
