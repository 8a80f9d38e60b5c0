using Speech.Sdk.Audio;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.SpeechHeads;

namespace Speech.Sdk.Tests.SpeechHeads;

public sealed class FrameWindowsTests
{
    [TestCase(30, 100, 50)]
    [TestCase(100, 100, 50, Description = "just a window")]
    [TestCase(101, 100, 50)]
    [TestCase(109, 100, 50, Description = "no further frame")]
    [TestCase(110, 100, 100, Description = "without overlap")]
    [TestCase(1234, 107, 40)]
    [TestCase(5000, 100, 10, Description = "almost all of a window is overlap")]
    [TestCase(70_000, 200, 1, Description = "a hop shorter than a frame, more than a block of audio")]
    public void Windows_OverAnyLength_CountEveryFrameOnce(int samples, int window, int hop)
    {
        using AudioWindow audio = new(AudioSource.FromSamples(new float[samples], 16_000).Open(16_000));
        var grid = new Grid();
        int next = 0;
        foreach (FrameWindow one in new FrameWindows(grid, window, hop).Over(audio))
        {
            using (AudioSlice slice = audio.Slice(one.Start, (int)(one.End - one.Start)))
                Assert.That(slice.Samples.Length, Is.GreaterThanOrEqualTo(one.To * grid.Hop));
            Assert.That(one.Start % grid.Hop, Is.Zero);
            Assert.That(one.End - one.Start, Is.LessThan(window + grid.Hop));
            Assert.That((one.Start / grid.Hop) + one.From, Is.EqualTo(next));
            Assert.That(one.To, Is.GreaterThan(one.From).And.LessThanOrEqualTo(grid.Frames(one.End - one.Start)));
            // Nothing is decided at an edge unless the recording ends there.
            int least = (grid.Frames(window) - Math.Max(1, hop / grid.Hop)) / 2;
            Assert.That(one.Start == 0 || one.From >= least, Is.True);
            next += one.To - one.From;
        }

        Assert.That(next, Is.EqualTo(grid.Frames(samples)));
    }

    /// <summary>Frames of 10 samples that hear 15.</summary>
    private sealed class Grid : IFrontEnd
    {
        public int SampleRate => 16_000;

        public int Hop => 10;

        public int Overlap => 5;

        public int Frames(long samples) => samples < 15 ? 0 : (int)((samples - 15) / 10) + 1;

        public IRecordingMeasure? Measure() => null;

        public bool HasEnds => false;

        public long Ends(int samples) => Shape(samples)[0];

        public long[] Shape(int samples) => [samples];

        public void Compute(ReadOnlySpan<float> samples, IRecordingScale? scale, Span<float> destination) => samples.CopyTo(destination);
    }
}
