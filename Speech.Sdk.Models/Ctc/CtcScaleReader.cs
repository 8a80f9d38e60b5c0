using Speech.Sdk.Audio;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>Reads what all chunks of a part of a recording are normalised by.</summary>
internal static class CtcScaleReader
{
    private const int BlockLength = 1 << 16;

    /// <summary>
    /// The scale of a part; null where the front end needs none. What is not held is read for it, once more than otherwise; what can be
    /// read only once is held.
    /// </summary>
    /// <param name="frontEnd">What measures it.</param>
    /// <param name="source">The recording.</param>
    /// <param name="audio">What of it is held, up to the end of the part's first chunk.</param>
    /// <param name="range">The part, which may end behind the recording.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IRecordingScale? Read(IFrontEnd frontEnd, AudioSource source, AudioWindow audio, SampleRange range, CancellationToken cancellation)
    {
        if (frontEnd.Measure() is not { } measure)
            return null;
        bool isHeld = audio.End >= range.End || audio.Ended;
        using AudioWindow? again = isHeld || !source.IsRepeatable ? null : new AudioWindow(source.Open(frontEnd.SampleRate, cancellation));
        AudioWindow window = again ?? audio;
        window.Skip(range.Start);
        for (long position = range.Start; ;)
        {
            long end = window.ReadTo(Math.Min(range.End, position + BlockLength));
            if (end <= position)
                return measure.Scale();
            using (AudioSlice slice = window.Slice(position, (int)(end - position)))
                measure.Accept(slice.Samples);
            again?.Release(end);
            position = end;
        }
    }
}
