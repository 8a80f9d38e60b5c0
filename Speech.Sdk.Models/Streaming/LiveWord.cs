namespace Speech.Sdk.Models.Streaming;

/// <summary>A word of a hypothesis.</summary>
/// <param name="Text">As the model wrote it, mostly with a space before; punctuation belongs to it.</param>
/// <param name="Tokens">What it is written with.</param>
/// <param name="Start">From the stream's beginning.</param>
/// <param name="End">From the stream's beginning.</param>
/// <param name="Confidence">Probability, 0 to 1.</param>
internal sealed record LiveWord(string Text, IReadOnlyList<int> Tokens, TimeSpan Start, TimeSpan End, double Confidence)
{
    private const string SentenceEnds = ".?!。？！…";
    private const string Closing = "\"'”’)]}»」』";

    public bool EndsSentence => Text.AsSpan().TrimEnd(Closing) is [.., var last] && SentenceEnds.Contains(last);
}
