using System.Numerics;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// Cuts a signal into overlapping frames. Frame f covers <paramref name="FrameSize"/> samples from f·hop − padding; what lies
/// before the start or after the end mirrors the signal without repeating its edge (reflect padding).
/// </summary>
/// <param name="FrameSize">Samples of a frame.</param>
/// <param name="Hop">Samples from one frame to the next.</param>
/// <param name="Padding">Mirrored samples before the signal; half a frame centres the frames, 0 keeps them inside it.</param>
internal readonly record struct Framing(int FrameSize, int Hop, int Padding)
{
    /// <summary>Frames of torch.stft(center=True) and of librosa: as many centres as fit, of which callers may drop the last.</summary>
    public static Framing Centred(int frameSize, int hop) => new(frameSize, hop, frameSize / 2);

    /// <summary>Samples that so many consecutive frames cover.</summary>
    public int SegmentSize(int frames) => ((frames - 1) * Hop) + FrameSize;

    /// <summary>
    /// How many of the first <paramref name="frames"/> frames see a sample, where <paramref name="samples"/> samples are followed
    /// by zeros up to <paramref name="length"/>; the frames after them are wholly zero.
    /// </summary>
    public int AudibleFrames(int samples, int length, int frames)
    {
        int firstSilent = (samples + Padding + Hop - 1) / Hop;
        int end = (frames - 1) * Hop - Padding + FrameSize;
        bool tailMirrorsSamples = end > length && 2 * length - 1 - end < samples;
        return tailMirrorsSamples ? frames : Math.Min(firstSilent, frames);
    }

    /// <summary>
    /// Loads <see cref="Vector{T}.Count"/> frames from <paramref name="first"/> on, one a lane, into <paramref name="lanes"/>
    /// [frame size]. <paramref name="samples"/> counts as followed by zeros up to <paramref name="length"/> samples;
    /// <paramref name="segment"/> is scratch of <see cref="SegmentSize"/> floats for as many frames.
    /// </summary>
    public void Load<T>(ReadOnlySpan<float> samples, int length, int first, Span<float> segment, Span<Vector<T>> lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int covers = SegmentSize(Vector<T>.Count);
        int start = first * Hop - Padding;
        ReadOnlySpan<float> covered;
        if (start >= 0 && start + covers <= samples.Length)
        {
            covered = samples.Slice(start, covers);
        }
        else
        {
            segment = segment[..covers];
            for (int i = 0; i < segment.Length; i++)
                segment[i] = Mirrored(samples, length, start + i);
            covered = segment;
        }

        Span<T> transposed = MemoryMarshal.Cast<Vector<T>, T>(lanes[..FrameSize]);
        for (int lane = 0; lane < Vector<T>.Count; lane++)
        {
            ReadOnlySpan<float> frame = covered.Slice(lane * Hop, FrameSize);
            for (int n = 0, at = lane; n < frame.Length; n++, at += Vector<T>.Count)
                transposed[at] = T.CreateTruncating(frame[n]);
        }
    }

    private static float Mirrored(ReadOnlySpan<float> samples, int length, int index)
    {
        index = index < 0 ? -index : index;
        index = index >= length ? 2 * (length - 1) - index : index;
        return (uint)index < (uint)samples.Length ? samples[index] : 0;
    }
}
