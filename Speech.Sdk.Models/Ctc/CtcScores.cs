using Speech.Sdk.Decoding.Ctc;

namespace Speech.Sdk.Models.Ctc;

/// <summary>Natural log-probabilities of a clip's frames.</summary>
/// <param name="LogProbabilities">[frames, symbols], row-major.</param>
/// <param name="Symbols">How many a frame has.</param>
internal readonly record struct CtcScores(ReadOnlyMemory<float> LogProbabilities, int Symbols)
{
    // A second or so: wide searches take their time.
    private const int Step = 50;

    public int Frames => LogProbabilities.Length / Symbols;

    /// <summary>Frames from one up to and without another.</summary>
    public ReadOnlySpan<float> Slice(int start, int end) => LogProbabilities.Span[(start * Symbols)..(end * Symbols)];

    /// <summary>Lets a search go on with frames from one up to and without another.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Feed(ICtcSearch search, int start, int end, CancellationToken cancellationToken)
    {
        for (int at = start; at < end; at += Step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            search.Accept(Slice(at, Math.Min(end, at + Step)));
        }
    }
}
