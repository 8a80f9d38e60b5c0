using Speech.Sdk.Inference;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Streaming;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>Utterances of a model of random weights, whose window is a second: what it is unsure of is committed, and accounted for.</summary>
public sealed class UtteranceTests
{
    private const int Rate = 16_000;

    private TinyModel _tiny = null!;
    private WhisperModel _model = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _tiny = new TinyModel();
        _model = LoadedParts.Load(_tiny.Folder);
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _model.Dispose();
        _tiny.Dispose();
    }

    [Test]
    public async Task Stream_NothingEverConvinces_CommitsItAtTheCutAndSaysSo()
    {
        // No log-probability reaches this.
        TranscriptionOptions doubtful = Options("en") with { Fallback = TinyModel.Anything.Fallback with { AverageLogProbability = 1 } };
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(TinyModel.Tone(3.3).ReadAll(Rate)), Streaming(doubtful));
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(3.3));
        Assert.That(updates.Any(update => update.Words.Count > 0 && !update.EndsUtterance), Is.True);
        Assert.That(updates.Where(update => update.Words.Count == 0).Select(update => update.Note ?? ""), Has.None.Contains("committed"));
        Assert.That(updates[^1].Transcript!.Coverage.Select(span => span.Reason ?? ""), Has.None.EqualTo("the model wrote no text"));
    }

    [Test]
    public async Task Stream_NoWordIsEverSettled_SaysThatAudioWasDropped()
    {
        StreamingOptions options = Streaming(Options("en")) with { HoldBack = TimeSpan.FromSeconds(5) };
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(TinyModel.Tone(2).ReadAll(Rate)), options);
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(2));
        Assert.That(updates.Select(update => update.Note ?? ""), Has.Some.EndsWith("s were dropped."));
        CoverageSpan[] dropped = [.. updates[^1].Transcript!.Coverage.Where(span => span.Kind == CoverageKind.Dropped)];
        Assert.That(dropped.Select(span => span.Reason), Is.Not.Empty.And.All.StartsWith("no word that ends before the newest audio"));
        // Half a window stays, so that hearings are not of a whole one at every block.
        Assert.That(dropped.Select(span => (span.End - span.Start).TotalSeconds), Has.All.GreaterThan(0.3));
    }

    [Test]
    public void End_LanguageIsAGuess_CommitsWhatWasHeardLastAndSettlesForItAlone()
    {
        TranscriptionPlan plan = Plan(Options(null));
        using InferenceCall call = new(CancellationToken.None);
        // The tiny model knows two languages, one of which is always likelier than half.
        using LiveDecoder decoder = new(plan, call) { Likely = 1 };
        Utterance utterance = Begin(decoder, plan);
        Hearing early = utterance.Hear(Rate / 2);
        Assert.That(decoder.KnowsLanguage, Is.False);
        Assert.That(early.Words, Is.Empty);
        Assert.That(utterance.End(Rate / 4, Rate / 2, Rate / 2).Words, Is.Not.Empty);
        Assert.That(decoder.KnowsLanguage, Is.True, "until the utterance ends");
        Begin(decoder, plan);
        Assert.That(decoder.KnowsLanguage, Is.False);
    }

    [Test]
    public async Task Stream_EndsBeforeItIsLongEnoughToBeSpeech_KeepsWhatWasCommitted()
    {
        // Whatever the detector says is speech.
        VoiceActivityOptions all = new() { Threshold = 1e-9, NegativeThreshold = 0, MinSpeech = TimeSpan.FromMinutes(1) };
        TranscriptionOptions brief = Options("en") with { VoiceActivity = all };
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(TinyModel.Tone(2).ReadAll(Rate)), Streaming(brief));
        Assert.That(updates.Sum(update => update.Words.Count), Is.Positive);
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(2));
        Assert.That(updates[^2].Provisional, Is.Empty);
    }

    [Test]
    public async Task Stream_TextStopsAtTheLimitOfTokens_CoverageSaysSo()
    {
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(TinyModel.Tone(0.5).ReadAll(Rate)), Streaming(Options("en")));
        Assert.That(updates[^1].Transcript!.Coverage.Select(span => span.Reason ?? ""), Has.Some.Contains("the text stops at the limit of"));
    }

    [Test]
    public void Hear_AsFarBehindAsAudioIsHeld_SaysOnceThatTheSourceHasToWait()
    {
        StreamingOptions options = new();
        using InferenceCall call = new(CancellationToken.None);
        using LiveTranscription live = new(new WhisperListener(Plan(options.Transcription), options, call), options, call, TimeProvider.System);
        Assert.That(live.Hear(new float[160], TimeSpan.FromSeconds(58)), Is.Empty);
        Assert.That(live.Hear(new float[160], TimeSpan.FromSeconds(59.9)).Single().Note, Does.Contain("the source has to wait"));
        Assert.That(live.Hear(new float[160], TimeSpan.FromSeconds(59.9)), Is.Empty);
        Assert.That(live.Result([]).Transcript!.Diagnostics.Warnings.Single(), Does.Contain("had to wait").And.Not.Contain("nothing was lost"));
    }

    [TestCase(0.4, true)]
    [TestCase(0.6, false)]
    public void Close_TextOfATemperature_IsToldOnlyWhereItIsTrusted(double temperature, bool told)
    {
        StreamRecord record = new(Plan(Options("en")), tellsText: true);
        DecodedWindow window = new() { Tokens = [7], AverageLogProbability = 0, NoSpeechProbability = 0, CompressionRatio = 1, Ended = true, Temperature = temperature };
        record.Close([new LiveWord(" a", [7], TimeSpan.Zero, TimeSpan.FromSeconds(0.5), 1)], 0, Rate, null, window, CoverageKind.Transcribed, null);
        Assert.That(record.Context(), told ? Is.EqualTo(new[] { 7 }) : Is.Empty);
    }

    private static Utterance Begin(LiveDecoder decoder, TranscriptionPlan plan)
    {
        SampleTail audio = new();
        audio.Append(TinyModel.Tone(1).ReadAll(Rate));
        LiveClock clock = new(Streaming(plan.Options), Rate, plan.Model.Features.WindowSamples, TimeProvider.System);
        return new Utterance(decoder, audio, new StreamRecord(plan, tellsText: true), clock, 0);
    }

    private static StreamingOptions Streaming(TranscriptionOptions options) =>
        new() { Transcription = options, UpdateInterval = TimeSpan.FromSeconds(0.2), HoldBack = TimeSpan.Zero };

    private TranscriptionPlan Plan(TranscriptionOptions options) => new(_model, options with { Timestamps = false });

    // Time tokens are most of the tiny vocabulary and no text.
    private TranscriptionOptions Options(string? language) => TinyModel.Anything with
    {
        Language = language,
        Decoding = new()
        {
            MaxTokens = 6,
            SuppressTokens = [.. Enumerable.Range(_model.Tokenizer.Special.EndOfText + 1, _model.Config.VocabularySize - _model.Tokenizer.Special.EndOfText - 1)],
        },
    };
}
