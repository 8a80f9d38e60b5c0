using Speech.Sdk.Audio;
using Speech.Sdk.Models.FrontEnds;

namespace Speech.Sdk.Models.Ctc;

/// <summary>A stretch of sound that the model hears at once, and what it makes of it. Of use until its recording goes on.</summary>
/// <param name="audio">The recording.</param>
/// <param name="start">The first sample.</param>
/// <param name="length">How many.</param>
/// <param name="scale">What they are normalised by.</param>
/// <param name="watches">Where its time is counted.</param>
internal sealed class CtcClip(AudioWindow audio, long start, int length, IRecordingScale? scale, CtcWatches watches)
{
    public int Length => length;

    public IRecordingScale? Scale => scale;

    public CtcWatches Watches => watches;

    /// <summary>The first frame that counts; those before are context.</summary>
    public required int From { get; init; }

    /// <summary>The frame behind the last one that counts.</summary>
    public required int To { get; init; }

    /// <summary>Its samples.</summary>
    public AudioSlice Samples() => audio.Slice(start, length);

    /// <summary>What the model makes of it, once it was heard.</summary>
    public CtcScores Scores { get; set; }
}
