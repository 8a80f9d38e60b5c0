using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

public sealed class VoiceActivityDetectorTests
{
    private VoiceActivityDetector _sut = null!;

    [OneTimeSetUp]
    public void Load() => _sut = new VoiceActivityDetector();

    [OneTimeTearDown]
    public void Unload() => _sut.Dispose();

    private static AudioSource Sample => AudioSource.FromFile(Repository.Path("samples/printing.flac"));

    [TestCaseSource(typeof(VadGoldens), nameof(VadGoldens.Cases))]
    public async Task DetectAsync_ReferenceClip_GivesTheReferenceRegions(JsonNode golden)
    {
        (_, VoiceActivityOptions options, SampleRange[] regions) = VadGoldens.Regions(golden).Single(given => given.Options.Threshold < 0.5);
        IEnumerable<SpeechSpan> expected = regions.Select(region =>
            new SpeechSpan(TimeSpan.FromMicroseconds(region.Start * 62.5), TimeSpan.FromMicroseconds(region.End * 62.5)));
        Assert.That(await _sut.DetectAsync(VadGoldens.Audio(golden), options), Is.EqualTo(expected));
    }

    [TestCase(44100, 1)]
    [TestCase(48000, 2)]
    public async Task DetectAsync_OtherSampleRate_GivesTimesOfTheRecording(int sampleRate, int channels)
    {
        float[] frames = Sample.ReadAll(sampleRate);
        AudioSource audio = AudioSource.FromSamples(frames.SelectMany(frame => Enumerable.Repeat(frame, channels)).ToArray(), sampleRate, channels);
        IReadOnlyList<SpeechSpan> expected = await _sut.DetectAsync(Sample);
        IReadOnlyList<SpeechSpan> spans = await _sut.DetectAsync(audio);
        Assert.That(spans.Select(span => span.Start.TotalSeconds), Is.EqualTo(expected.Select(span => span.Start.TotalSeconds)).Within(0.07));
        Assert.That(spans.Select(span => span.End.TotalSeconds), Is.EqualTo(expected.Select(span => span.End.TotalSeconds)).Within(0.07));
    }

    [Test]
    public async Task DetectAsync_SpeechTwoMinutesIntoSilence_IsFoundThere()
    {
        float[] speech = Sample.ReadAll(16000);
        IReadOnlyList<SpeechSpan> spans = await _sut.DetectAsync(AudioSource.FromSamples((float[])[.. new float[120 * 16000], .. speech], 16000));
        Assert.That(spans, Is.Not.Empty);
        Assert.That(spans[0].Start.TotalSeconds, Is.InRange(120, 121));
        Assert.That(spans[^1].End.TotalSeconds, Is.InRange(121, 120 + (speech.Length / 16000.0)));
    }

    [Test]
    public async Task DetectAsync_Silence_GivesNothing() =>
        Assert.That(await _sut.DetectAsync(AudioSource.FromSamples(new float[48000], 16000)), Is.Empty);

    [Test]
    public async Task DetectAsync_Off_GivesTheWholeRecording() => Assert.That(
        await _sut.DetectAsync(AudioSource.FromSamples(new float[22050], 44100), VoiceActivityOptions.Off),
        Is.EqualTo(new[] { new SpeechSpan(TimeSpan.Zero, TimeSpan.FromSeconds(0.5)) }));

    [Test]
    public async Task DetectAsync_ManyAtOnce_GivesWhatOneGives()
    {
        IReadOnlyList<SpeechSpan> expected = await _sut.DetectAsync(Sample);
        IReadOnlyList<SpeechSpan>[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _sut.DetectAsync(Sample)));
        Assert.That(all, Is.All.EqualTo(expected));
    }

    [Test]
    public void DetectAsync_BadOptions_NamesThemAll() => Assert.That(
        () => _sut.DetectAsync(Sample, new() { Threshold = 2, Pad = TimeSpan.FromHours(1) }),
        Throws.TypeOf<InvalidOptionException>().With.Message.Contains("Threshold is 2").And.Message.Contains("Pad is 3600 s"));

    [Test]
    public void DetectAsync_Cancelled_Throws() => Assert.That(
        () => _sut.DetectAsync(Sample, cancellationToken: new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void DetectAsync_Disposed_Throws()
    {
        var sut = new VoiceActivityDetector();
        sut.Dispose();
        sut.Dispose();
        Assert.That(() => sut.DetectAsync(Sample), Throws.TypeOf<ObjectDisposedException>());
    }
}
