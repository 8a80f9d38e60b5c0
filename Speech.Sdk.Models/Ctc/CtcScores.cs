namespace Speech.Sdk.Models.Ctc;

/// <summary>Natural log-probabilities of a clip's frames.</summary>
/// <param name="LogProbabilities">[frames, symbols], row-major.</param>
/// <param name="Symbols">How many a frame has.</param>
internal readonly record struct CtcScores(ReadOnlyMemory<float> LogProbabilities, int Symbols)
{
    public int Frames => LogProbabilities.Length / Symbols;

    /// <summary>Frames from one up to and without another.</summary>
    public ReadOnlySpan<float> Slice(int start, int end) => LogProbabilities.Span[(start * Symbols)..(end * Symbols)];
}
