using System.Numerics;
using Speech.Sdk.Features;

namespace Speech.Sdk.Tests.Features;

public sealed class FramingTests
{
    [TestCase(400, 160, 200, 1000, 1000, TestName = "All audible, mirrored at both ends")]
    [TestCase(400, 160, 200, 300, 1000, TestName = "Zeros after the samples")]
    [TestCase(400, 160, 0, 1000, 1000, TestName = "No padding")]
    [TestCase(7, 3, 3, 50, 50, TestName = "Odd sizes")]
    [TestCase(400, 160, 200, 20000, 20000, TestName = "Inside the signal")]
    public void Load_EveryFrame_MatchesItsDefinition(int frameSize, int hop, int padding, int count, int length)
    {
        float[] samples = [.. Enumerable.Range(1, count).Select(n => (float)n)];
        Framing framing = new(frameSize, hop, padding);
        int frames = (length + 2 * padding - frameSize) / hop + 1;
        var segment = new float[framing.SegmentSize(Vector<float>.Count)];
        var lanes = new Vector<float>[frameSize];

        for (int first = 0; first < frames; first += Vector<float>.Count)
        {
            framing.Load(samples, length, first, segment, lanes);
            for (int frame = first; frame < Math.Min(frames, first + Vector<float>.Count); frame++)
            {
                float[] expected = [.. Enumerable.Range(frame * hop - padding, frameSize).Select(at => Sample(samples, length, at))];
                Assert.That(lanes.Select(lane => lane[frame - first]), Is.EqualTo(expected), $"frame {frame}");
            }
        }
    }

    [TestCase(0, 480000, 3000, 2, Description = "the mirrored start counts as audible; harmless")]
    [TestCase(4800, 480000, 3000, 32, Description = "frame 31 still begins at sample 4760, frame 32 at 4920")]
    [TestCase(4760, 480000, 3000, 31, Description = "frame 31 begins right after the last sample")]
    [TestCase(479990, 480000, 3000, 3000, Description = "the last frames see samples")]
    [TestCase(480000, 480000, 3000, 3000)]
    public void AudibleFrames_ZerosAfterTheSamples_CountsFramesThatSeeSamples(int samples, int length, int frames, int expected)
    {
        int audible = Framing.Centred(400, 160).AudibleFrames(samples, length, frames);

        Assert.That(audible, Is.EqualTo(expected));
    }

    private static float Sample(float[] samples, int length, int at)
    {
        at = Math.Abs(at);
        at = at < length ? at : 2 * (length - 1) - at;
        return at < samples.Length ? samples[at] : 0;
    }
}
