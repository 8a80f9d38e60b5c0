using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>The way of a stream through a model of random weights: windows of a second, nonsense for text, but every path is walked.</summary>
public sealed class TinyStreamTests
{
    private const int Rate = 16_000;

    private TinyModel _tiny = null!;
    private ISpeechRecognizer _recognizer = null!;
    private WhisperModel _model = null!;

    // Everything is speech, and every text passes; time tokens are most of the tiny vocabulary and no text.
    private StreamingOptions Everything => new()
    {
        Transcription = new()
        {
            Language = "en", VoiceActivity = VoiceActivityOptions.Off,
            Fallback = new() { Temperatures = [0], CompressionRatio = null, AverageLogProbability = null, NoSpeechProbability = null },
            Decoding = new()
            {
                MaxTokens = 6,
                SuppressTokens = [.. Enumerable.Range(_model.Tokenizer.Special.EndOfText + 1, _model.Config.VocabularySize - _model.Tokenizer.Special.EndOfText - 1)],
            },
        },
        UpdateInterval = TimeSpan.FromSeconds(0.2),
        HoldBack = TimeSpan.Zero,
    };

    [OneTimeSetUp]
    public async Task Load()
    {
        _tiny = new TinyModel();
        _recognizer = await _tiny.LoadAsync();
        _model = LoadedParts.Load(_tiny.Folder);
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _model.Dispose();
        _recognizer.Dispose();
        _tiny.Dispose();
    }

    [Test]
    public async Task Stream_FileThatBreaksOff_TheTranscriptSaysSo()
    {
        TranscriptUpdate? last = null;
        await foreach (TranscriptUpdate update in _recognizer.StreamAsync(LiveAudio.FromStream(new MemoryStream(AudioData.CutOff("webm_opus.webm"))), Everything))
            last = update;
        Assert.That(last!.Transcript!.Diagnostics.Warnings, Has.One.Contains("has no end"));
    }

    [Test]
    public async Task Stream_LongerThanManyWindows_CommitsAndAccountsForEverySecond()
    {
        float[] samples = TinyModel.Tone(6.3).ReadAll(Rate);
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(samples), Everything);
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(6.3));
        Assert.That(updates[^1].Transcript!.Segments, Is.Not.Empty);
        Assert.That(updates[^1].Transcript!.Coverage, Has.All.Property(nameof(CoverageSpan.Kind)).Not.EqualTo(CoverageKind.RemovedByVad));
    }

    [Test]
    public async Task Stream_ChunksOfAnyLength_SameTranscript([Values(160, 1601, 70_000)] int chunk)
    {
        float[] samples = TinyModel.Tone(4).ReadAll(Rate);
        Transcript expected = (await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(samples), Everything))[^1].Transcript!;
        Transcript actual = (await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(samples, chunk), Everything))[^1].Transcript!;
        Assert.That(actual.Duration, Is.EqualTo(expected.Duration));
        Assert.That(actual.Coverage[^1].End, Is.EqualTo(expected.Coverage[^1].End));
        if (chunk > 1600)
            Assert.That(actual.Text, Is.EqualTo(expected.Text), "larger chunks are taken in the same blocks");
    }

    [Test]
    public async Task Stream_Silence_IsNotDecoded()
    {
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(_model, LiveFeed.Of(new float[3 * Rate]));
        TranscriptUpdate only = updates.Single();
        Assert.That(only.Transcript!.Coverage.Single().Kind, Is.EqualTo(CoverageKind.RemovedByVad));
        Assert.That(only.Transcript.Diagnostics.DecoderSteps, Is.Zero);
    }

    [Test]
    public async Task Stream_SourceFails_GivesWhatCameBeforeThenThrowsIt()
    {
        List<TranscriptUpdate> updates = [];
        InvalidTimeZoneException? failure = await Assert.ThrowsAsync<InvalidTimeZoneException>(async () =>
        {
            await foreach (TranscriptUpdate update in _recognizer.StreamAsync(LiveAudio.FromSamples(Failing(), Rate), Everything))
                updates.Add(update);
        });
        Assert.That(failure!.Message, Is.EqualTo("unplugged"));
        Assert.That(updates, Is.Not.Empty);
        Assert.That(updates[^1].EndsUtterance, Is.True);

        static async IAsyncEnumerable<ReadOnlyMemory<float>> Failing()
        {
            yield return TinyModel.Tone(1.5).ReadAll(Rate);
            await Task.Yield();
            throw new InvalidTimeZoneException("unplugged");
        }
    }

    [Test]
    public void Stream_Cancelled_ThrowsWhileTheSourceIsSilent()
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(100));
        Assert.That(
            async () =>
            {
                await foreach (TranscriptUpdate _ in _recognizer.StreamAsync(LiveAudio.FromSamples(Waiting(), Rate), cancellationToken: cancellation.Token))
                {
                }
            },
            Throws.InstanceOf<OperationCanceledException>());

        static async IAsyncEnumerable<ReadOnlyMemory<float>> Waiting([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new float[Rate];
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    [Test]
    public async Task Stream_CallerLeaves_RecognizerStaysUsable()
    {
        await foreach (TranscriptUpdate update in _recognizer.StreamAsync(LiveFeed.Of(TinyModel.Tone(20).ReadAll(Rate)), Everything))
        {
            Assert.That(update.Transcript, Is.Null);
            break;
        }

        Assert.That((await _recognizer.TranscribeAsync(TinyModel.Tone(1))).Duration, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void Stream_NoAudio_SaysSo() => Assert.That(
        async () => await LiveFeed.UpdatesAsync(_model, LiveFeed.Of([])),
        Throws.TypeOf<AudioFormatException>().With.Message.Contains("before any audio came"));

    private static IEnumerable<TestCaseData> BadOptions()
    {
        yield return Case(new() { UpdateInterval = TimeSpan.Zero }, "UpdateInterval is 0 s; expected 0.1 to 10 s.");
        yield return Case(new() { StatePath = "a.state", TextTimeout = TimeSpan.FromSeconds(5) }, "TextTimeout is 5 s, but");
        yield return Case(new() { UtterancePause = TimeSpan.FromMinutes(1) }, "UtterancePause is 60 s");
        yield return Case(new() { Transcription = new() { Ranges = [new(TimeSpan.Zero, null)] } }, "Ranges has no meaning for live audio; leave it out.");
        yield return Case(new() { Transcription = new() { LongForm = LongForm.Sequential, Prefix = "x" } }, "Prefix has no meaning for live audio; leave it out. LongForm has");
        yield return Case(new() { Transcription = new() { VoiceActivity = new() { MaxSpeech = TimeSpan.FromSeconds(9) } } }, "VoiceActivity.MaxSpeech has no meaning for live audio");
        yield return Case(new() { Transcription = new() { HallucinationSilence = TimeSpan.FromSeconds(9) } }, "HallucinationSilence has no meaning for live audio");
        yield return Case(new() { Transcription = new() { Language = "xx" } }, "xx");

        static TestCaseData Case(StreamingOptions options, string message) => new TestCaseData(options, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(BadOptions))]
    public void Stream_BadOptions_ThrowsAtOnce(StreamingOptions options, string message) => Assert.That(
        () => _recognizer.StreamAsync(LiveFeed.Of([]), options), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(message));
}
