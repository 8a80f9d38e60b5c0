namespace Speech.Sdk.Decoding.Ctc;

/// <summary>A word of a reading.</summary>
/// <param name="Text">The word, without delimiters.</param>
/// <param name="Start">Its first frame.</param>
/// <param name="End">The frame after its last one.</param>
/// <param name="Confidence">The geometric mean of its symbols' probabilities, 0 to 1.</param>
internal sealed record CtcWord(string Text, int Start, int End, double Confidence)
{
    /// <summary>The ids of its symbols, where the search knows them.</summary>
    public IReadOnlyList<int> Symbols { get; init; } = [];
}
