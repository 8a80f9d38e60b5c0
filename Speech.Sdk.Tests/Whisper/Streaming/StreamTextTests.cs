using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>Real speech as a stream, against the text of the same model, the embedded one, for the whole recording.</summary>
public sealed class StreamTextTests
{
    private const int Rate = 16_000;
    private const int Seconds = 34;

    private static readonly Lazy<WhisperModel> Model = new(() => LoadedParts.Load(Repository.Path("models/whisper-base")));

    // More than a window of the model, up to the end of a sentence.
    private static readonly Lazy<float[]> Radio = new(() => WhisperBase.Samples("en_long_radio")[..(Seconds * Rate)]);
    private static readonly Lazy<Task<Transcript>> Recording = new(() => new WhisperRecognizer(Model.Value, "int8").TranscribeAsync(AudioSource.FromSamples(Radio.Value, Rate)));

    [OneTimeTearDown]
    public void Unload()
    {
        if (Model.IsValueCreated)
            Model.Value.Dispose();
    }

    [Test]
    public async Task Stream_LongerThanAWindowInTenths_GivesTheTextOfTheRecording()
    {
        Transcript recording = await Recording.Value;
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(Model.Value, LiveFeed.Of(Radio.Value));
        Transcript transcript = Describe(updates);
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(Seconds));
        StreamLatency latency = updates[^1].Latency;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(transcript.Language, Is.EqualTo("en"));
            // Measured: 0.011, one word of 95.
            Assert.That(SpokenWords.ErrorRate(transcript.Text, recording.Text), Is.LessThanOrEqualTo(0.04), $"{recording.Text}\n{transcript.Text}");
            Assert.That(updates.Count(update => update.EndsUtterance), Is.GreaterThanOrEqualTo(3));
            // The clock stands still: this is what the policy waits for, without computing.
            Assert.That(latency.Mean.TotalSeconds, Is.InRange(0.5, 2.5));
            Assert.That(latency.Max.TotalSeconds, Is.InRange(1, 8));
        }
    }

    [Test]
    public async Task Stream_WithoutDetectionOfPauses_CutsBehindSentences()
    {
        StreamingOptions options = new()
        {
            Transcription = new() { Language = "en", VoiceActivity = VoiceActivityOptions.Off }, UpdateInterval = TimeSpan.FromSeconds(3),
        };
        Transcript recording = await Recording.Value;
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(Model.Value, LiveFeed.Of(Radio.Value), options);
        Transcript transcript = Describe(updates);
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(Seconds));
        Assert.That(SpokenWords.ErrorRate(transcript.Text, recording.Text), Is.LessThanOrEqualTo(0.06), $"{recording.Text}\n{transcript.Text}");
        Assert.That(transcript.Segments, Has.Count.GreaterThan(1));
        Assert.That(transcript.Segments.SkipLast(1).Select(segment => segment.Text[^1]), Has.All.EqualTo('.'));
    }

    [Test]
    public async Task Stream_SomebodyWhistles_GivesNothing()
    {
        float[] samples = WhisperBase.Samples("ns_whistling");
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(Model.Value, LiveFeed.Of(samples));
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds((double)samples.Length / Rate));
        Assert.That(updates[^1].Transcript!.Text, Is.Empty);
        Assert.That(updates[^1].Transcript!.Coverage, Has.All.Property(nameof(CoverageSpan.Kind)).Not.EqualTo(CoverageKind.Transcribed));
    }

    private static Transcript Describe(List<TranscriptUpdate> updates)
    {
        foreach (TranscriptUpdate update in updates)
            TestContext.Out.WriteLine($"{update.Heard.TotalSeconds,6:0.0} [{update.Committed}] {{{update.Provisional}}} {(update.EndsUtterance ? "end" : "")} {update.Note}");
        TestContext.Out.WriteLine(updates[^1].Latency);
        return updates[^1].Transcript!;
    }
}
