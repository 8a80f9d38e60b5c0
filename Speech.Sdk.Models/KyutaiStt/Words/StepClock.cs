namespace Speech.Sdk.Models.KyutaiStt.Words;

/// <summary>Where in the audio a step is.</summary>
/// <param name="FrameRate">Steps a second.</param>
/// <param name="FirstHeard">The frames that the first step has heard: 1 in Kyutai's example, 0 where the first step reads initial tokens alone.</param>
/// <param name="Offset">Seconds of silence before the audio, and by which text comes after its sound.</param>
internal readonly record struct StepClock(double FrameRate, int FirstHeard, double Offset)
{
    /// <summary>Seconds into the audio, below 0 before its beginning. The index of a step is where what it heard last begins.</summary>
    public double Seconds(double step) => ((step + FirstHeard - 1) / FrameRate) - Offset;
}
