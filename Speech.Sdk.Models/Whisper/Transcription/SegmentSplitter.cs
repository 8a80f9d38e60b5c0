namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// Cuts a window's tokens at pairs of time tokens and says where the next window begins (openai-whisper, transcribe.py).
/// </summary>
internal static class SegmentSplitter
{
    /// <summary>A segment's tokens and its times relative to the window.</summary>
    /// <param name="Tokens">Its text between its time tokens.</param>
    /// <param name="Start">Where it begins.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="NextStart">Of the last complete segment before one that the window cuts off: the time token that the other begins with.</param>
    public readonly record struct Piece(IReadOnlyList<int> Tokens, TimeSpan Start, TimeSpan End, int? NextStart = null);

    /// <param name="tokenizer">Tells time tokens from text.</param>
    /// <param name="tokens">The window's tokens.</param>
    /// <param name="window">How much audio the window holds.</param>
    /// <param name="advance">How far on the next window begins: after the last complete segment, or at the window's end.</param>
    public static List<Piece> Split(WhisperTokenizer tokenizer, IReadOnlyList<int> tokens, TimeSpan window, out TimeSpan advance)
    {
        List<Piece> pieces = [];
        List<int> cuts = [];
        for (int index = 1; index < tokens.Count; index++)
        {
            if (tokenizer.IsTimestamp(tokens[index - 1]) && tokenizer.IsTimestamp(tokens[index]))
                cuts.Add(index);
        }

        advance = window;
        if (cuts.Count == 0)
        {
            TimeSpan end = window;
            if (tokens.LastOrDefault(tokenizer.IsTimestamp) is int last && tokenizer.IsTimestamp(last) && tokenizer.Time(last) > TimeSpan.Zero)
                end = tokenizer.Time(last);
            pieces.Add(new Piece(tokens, TimeSpan.Zero, end));
            return pieces;
        }

        bool endsWithOneTime = EndsWithOneTime(tokenizer, tokens);
        if (endsWithOneTime)
            cuts.Add(tokens.Count);
        int begin = 0;
        foreach (int cut in cuts)
        {
            int? nextStart = !endsWithOneTime && cut == cuts[^1] ? tokens[cut] : null;
            pieces.Add(new Piece([.. tokens.Take(cut).Skip(begin)], tokenizer.Time(tokens[begin]), tokenizer.Time(tokens[cut - 1]), nextStart));
            begin = cut;
        }

        // Text after the last pair is cut off by the window's edge and is heard whole in the next one. A pair at the very
        // beginning would stand still; the window is then taken as done.
        if (!endsWithOneTime && tokenizer.Time(tokens[begin - 1]) is var complete && complete > TimeSpan.Zero)
            advance = complete;
        return pieces;
    }

    /// <summary>Whether the text ends with a single time token: nothing is said after it.</summary>
    public static bool EndsWithOneTime(WhisperTokenizer tokenizer, IReadOnlyList<int> tokens) =>
        tokens.Count >= 2 && !tokenizer.IsTimestamp(tokens[^2]) && tokenizer.IsTimestamp(tokens[^1]);
}
