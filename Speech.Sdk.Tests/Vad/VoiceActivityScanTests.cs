using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

public sealed class VoiceActivityScanTests
{
    [Test]
    public void Feed_LiveAudio_GivesTheRegionsOfTheRecordingAsTheyEnd()
    {
        float[] samples = AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(SileroVad.SampleRate);
        using var vad = new SileroVad();
        using var call = new InferenceCall(CancellationToken.None);
        using var recording = new VoiceActivityScan(vad.ForRecording(), new());
        using var live = new VoiceActivityScan(vad.ForStream(), new());
        List<SampleRange> expected = [];
        recording.Feed(samples, call, expected);
        recording.Finish(call, expected);

        List<SampleRange> regions = [];
        foreach (float[] block in samples.Chunk(320))
        {
            int known = regions.Count;
            live.Feed(block, call, regions);
            // 100 ms of pause, in windows of 32 ms, and the one that was begun.
            foreach (SampleRange region in regions.Skip(known))
                Assert.That(live.Samples - region.End, Is.LessThan(0.2 * SileroVad.SampleRate));
            Assert.That(live.OpenFrom, Is.GreaterThanOrEqualTo(regions.Count > 0 ? regions[^1].End : 0));
        }

        live.Finish(call, regions);
        Assert.That(regions, Is.EqualTo(expected).And.Count.GreaterThan(1));
    }
}
