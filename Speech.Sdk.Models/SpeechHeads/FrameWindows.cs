using Speech.Sdk.Audio;
using Speech.Sdk.Models.FrontEnds;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>
/// Overlapping windows whose frames lie on one grid. Of an overlap each window decides for the half that is nearer to its middle, so that every
/// frame counts once; the first window decides for its beginning, the last for its end.
/// </summary>
internal sealed class FrameWindows
{
    private readonly IFrontEnd _frontEnd;
    private readonly int _samples;
    private readonly int _frames;
    private readonly int _hop;
    private readonly int _before;

    /// <param name="frontEnd">Says where frames lie.</param>
    /// <param name="window">Samples of a window.</param>
    /// <param name="hop">Samples from one to the next.</param>
    public FrameWindows(IFrontEnd frontEnd, int window, int hop)
    {
        (_frontEnd, _samples, _frames) = (frontEnd, window, frontEnd.Frames(window));
        _hop = Math.Clamp(hop / frontEnd.Hop, 1, _frames);
        _before = (_frames - _hop) / 2;
    }

    /// <summary>Whether a window hears some of what the one before heard.</summary>
    public bool Overlap => _hop < _frames;

    /// <summary>The windows over a recording, each read when it is asked for; what no later one needs is let go of.</summary>
    /// <exception cref="AudioFormatException">The recording is broken.</exception>
    public IEnumerable<FrameWindow> Over(AudioWindow audio)
    {
        for (int from = 0, to; ; from = to)
        {
            int first = Math.Max(0, from - _before);
            long start = Sample(first);
            // A sample more tells whether this is the last.
            long end = audio.ReadTo(start + _samples + 1);
            if (end <= start + _samples)
            {
                to = _frontEnd.Frames(end);
                // It hears as much as the others, so more of what is before it.
                first = Math.Clamp(to - _frames, 0, first);
                if (to > from || from == 0)
                    yield return new FrameWindow(Sample(first), end, from - first, to - first, end);
                yield break;
            }

            to = first + _before + _hop;
            yield return new FrameWindow(start, start + _samples, from - first, to - first, Sample(to));
            audio.Release(Sample(to - _frames));
        }
    }

    private long Sample(int frame) => (long)frame * _frontEnd.Hop;
}
