using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Audio;

/// <summary>Parts of recordings as recordings of their own.</summary>
internal sealed class SliceTests
{
    private static readonly float[] Ramp = [.. Enumerable.Range(0, 40_000).Select(i => i / 40_000f)];

    [TestCase(0, 1, 0, 8_000)]
    [TestCase(0.5, 2.25, 4_000, 18_000)]
    [TestCase(4.5, 5, 36_000, 40_000)]
    [TestCase(4.5, 99, 36_000, 40_000)]
    [TestCase(1.00006, 1.00019, 8_000, 8_002)] // cut at the nearest frames
    public void Slice_OfSamples_IsThatPart(double start, double end, int first, int last)
    {
        AudioSource part = AudioSource.FromSamples(Ramp, 8_000).Slice(Range(start, end));
        using AudioReader reader = part.Open(8_000);
        Assert.That(reader.Length, Is.EqualTo(last - first));
        Assert.That(SampleBuffer.ReadAll(reader), Is.EqualTo(Ramp[first..last]));
    }

    [Test]
    public void Slice_WithoutEnd_GoesToTheRecordingsEnd() =>
        Assert.That(AudioSource.FromSamples(Ramp, 8_000).Slice(Range(3, null)).ReadAll(8_000), Is.EqualTo(Ramp[24_000..]));

    [Test]
    public void Slice_OfChannels_CutsWholeFrames()
    {
        float[] stereo = [.. Ramp.SelectMany(value => new[] { value, -value / 2 })];
        Assert.That(AudioSource.FromSamples(stereo, 8_000, channels: 2).Slice(Range(1, 2)).ReadAll(8_000), Is.EqualTo(Ramp[8_000..16_000].Select(value => value / 4)).Within(1e-7f));
    }

    [TestCase("flac16.flac")]
    [TestCase("wav_fmt18.wav")]
    public void Slice_OfAFile_EqualsTheFilesSamplesThere(string file)
    {
        AudioSource whole = AudioSource.FromFile(AudioData.Path(file));
        AudioSource part = whole.Slice(Range(0.01, 0.03));
        Assert.That(part.ReadAll(16_000), Is.EqualTo(whole.ReadAll(16_000)[160..480]));
        Assert.That(part.ReadAll(16_000), Has.Length.EqualTo(320), "a second time");
    }

    [Test]
    public void Slice_BehindTheEnd_SaysWhereBothAre() => Assert.That(
        () => AudioSource.FromSamples(Ramp, 8_000).Slice(Range(6, 7)).ReadAll(8_000),
        Throws.TypeOf<AudioFormatException>().With.Message.Contains("begins at 6 s").And.Message.Contains("ends at 5 s"));

    [TestCase(1.5, 3.0, "talk.wav, 1.5 to 3 s")]
    [TestCase(0, 3600.25, "talk.wav, 0 to 3600.25 s")]
    [TestCase(1.5, null, "talk.wav, from 1.5 s")]
    [TestCase(0.0000001, 1.25, "talk.wav, 0.0000001 to 1.25 s")] // a tick
    public void Slice_Name_SaysWhichPart(double start, double? end, string name) => Assert.That(Talk([]).Slice(Range(start, end)).Name, Is.EqualTo(name));

    [Test]
    public void Slice_Broken_ErrorSaysWhichPart()
    {
        float[] samples = [.. Ramp];
        samples[12_000] = float.NaN;
        AudioSource part = Talk(WavFile.OfFloats(samples, 8_000)).Slice(Range(1, 2));
        Assert.That(() => part.ReadAll(8_000), Throws.TypeOf<AudioFormatException>().With.Message.StartsWith("talk.wav, 1 to 2 s: ").And.Message.Contains("0.500 s"));
    }

    [Test]
    public void Slice_OfASlice_NamesBothAndKeepsTheSize()
    {
        AudioSource part = Talk(new byte[1234]).Slice(Range(1, 4)).Slice(Range(0, 2));
        Assert.That((part.Name, part.Size), Is.EqualTo(("talk.wav, 1 to 4 s, 0 to 2 s", 1234)));
    }

    [TestCase(-1, 2)]
    [TestCase(2, 2)]
    [TestCase(3, 2)]
    public void Slice_OfNoTime_Throws(double start, double end) =>
        Assert.That(() => AudioSource.FromSamples(Ramp, 8_000).Slice(Range(start, end)), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static AudioSource Talk(byte[] bytes) => AudioSource.FromBytes(bytes, "talk.wav");

    private static TimeRange Range(double start, double? end) => new(TimeSpan.FromSeconds(start), end is { } given ? TimeSpan.FromSeconds(given) : null);
}
