using Speech.Sdk.Audio;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

public sealed class CtcOptionTests
{
    private ISpeechRecognizer? _recognizer;

    private ISpeechRecognizer Recognizer => _recognizer ??= SpeechRecognizer.LoadAsync(Shared.Path("fixtures/ctc/foreign-onnx-wav2vec2")).GetAwaiter().GetResult();

    [OneTimeTearDown]
    public void DisposeModel() => _recognizer?.Dispose();

    [Test]
    public async Task Transcribe_OptionsOfOtherModels_AreAllNamed()
    {
        TranscriptionOptions options = new()
        {
            Task = SpeechTask.Translate, Prompt = "p", Prefix = "x", LongForm = LongForm.Sequential, Language = "de", ConditionOnPreviousText = true,
            Fallback = new FallbackOptions { BestOf = 2 }, Decoding = new DecodingOptions { NoRepeatNgramSize = 3, LengthPenalty = 0.5, SuppressTokens = [1] },
        };
        // Not within the assertion, which would take their being skipped for a wrong exception.
        (ISpeechRecognizer recognizer, AudioSource clip) = (Recognizer, CtcAudio.Clip(0));
        InvalidOptionException error = (await Assert.ThrowsAsync<InvalidOptionException>(() => recognizer.TranscribeAsync(clip, options)))!;
        foreach (string part in (string[])["Task has", "Prompt has", "Prefix has", "Fallback has", "ConditionOnPreviousText has", "NoRepeatNgramSize has", "LengthPenalty has", "SuppressTokens has", "LongForm is Sequential", "Language is 'de'"])
            Assert.That(error.Message, Does.Contain(part));
    }

    [Test]
    public async Task Transcribe_CtcOptionsWithWhisper_AreAnError()
    {
        using Whisper.TinyModel tiny = new();
        using ISpeechRecognizer whisper = await tiny.LoadAsync();
        await Assert.ThatAsync(
            () => whisper.TranscribeAsync(Whisper.TinyModel.Tone(1), new TranscriptionOptions { Ctc = new CtcOptions() }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("Ctc is given").And.Message.Contains("is a Whisper model"));
    }

    [TestCase(-1.0, 1.0, "Ctc.Alpha is -1")]
    [TestCase(1.0, double.NaN, "Ctc.Beta is NaN")]
    public void Validate_CtcOptionOutOfRange_IsNamed(double alpha, double beta, string message) => Assert.That(
        new TranscriptionOptions { Ctc = new CtcOptions { Alpha = alpha, Beta = beta } }.Validate, Throws.TypeOf<InvalidOptionException>().With.Message.Contains(message));

    // 399 samples are one short of the first frame; 400 make it.
    [TestCase(1, 0)]
    [TestCase(399, 0)]
    [TestCase(400, 1)]
    public async Task Transcribe_ShortClip_NoTextAndTheReason(int samples, int frames)
    {
        Transcript transcript = await Recognizer.TranscribeAsync(AudioSource.FromSamples(new float[samples], 16_000), new TranscriptionOptions { WordTimestamps = true });
        CoverageSpan span = transcript.Coverage.Single();
        Assert.That(span.End, Is.EqualTo(transcript.Duration));
        if (frames > 0)
        {
            Assert.That(span.Kind, Is.Not.EqualTo(CoverageKind.Dropped));
            return;
        }

        Assert.That(transcript.Text, Is.Empty);
        Assert.That(transcript.Segments, Is.Empty);
        Assert.That(span, Is.EqualTo(new CoverageSpan(TimeSpan.Zero, transcript.Duration, CoverageKind.Dropped, $"{samples} samples, shorter than the model's first frame of 400")));
    }

    [Test]
    public async Task Transcribe_Ranges_AreHeardAsRecordingsOfTheirOwn()
    {
        float[] samples = [.. CtcAudio.Samples(0), .. CtcAudio.Samples(1)];
        TimeSpan cut = TimeSpan.FromSeconds(CtcAudio.Samples(0).Length / 16_000.0);
        Transcript both = await Recognizer.TranscribeAsync(AudioSource.FromSamples(samples, 16_000), new TranscriptionOptions
        {
            Ranges = [new TimeRange(TimeSpan.Zero, cut), new TimeRange(cut)], WordTimestamps = true,
        });
        Transcript first = await Recognizer.TranscribeAsync(CtcAudio.Clip(0)), second = await Recognizer.TranscribeAsync(CtcAudio.Clip(1), new TranscriptionOptions { WordTimestamps = true });
        Assert.That(both.Text, Is.EqualTo($"{first.Text} {second.Text}"));
        Assert.That(both.Words[^1].End, Is.EqualTo(second.Words[^1].End + cut).Within(TimeSpan.FromTicks(2)));
        Assert.That(both.Coverage, Is.EqualTo(new[] { new CoverageSpan(TimeSpan.Zero, both.Duration, CoverageKind.Transcribed) }));
    }

    [Test]
    public async Task TranscribeBatch_EqualsSingleCalls()
    {
        IReadOnlyList<Transcript> batch = await Recognizer.TranscribeBatchAsync([CtcAudio.Clip(0), CtcAudio.Clip(1), CtcAudio.Clip(2)]);
        for (int clip = 0; clip < 3; clip++)
            Assert.That(batch[clip].Text, Is.EqualTo((await Recognizer.TranscribeAsync(CtcAudio.Clip(clip))).Text));
    }
}
