namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>A word and when it is said.</summary>
/// <param name="Text">The word as the model wrote it, mostly with a space before.</param>
/// <param name="Tokens">How many text tokens it is written with; words follow one another without a gap.</param>
/// <param name="Start">Seconds, from the window's beginning or the recording's.</param>
/// <param name="End">Seconds; not before the start.</param>
/// <param name="Probability">Mean probability of its tokens, 0 to 1.</param>
internal sealed record WordTiming(string Text, int Tokens, double Start, double End, double Probability)
{
    public double Duration => End - Start;
}
