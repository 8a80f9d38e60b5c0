namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>A segment of a window as far as its words' times go.</summary>
/// <param name="Start">Seconds from the recording's beginning.</param>
/// <param name="End">Seconds from the recording's beginning.</param>
/// <param name="TextTokens">How many of its tokens are text.</param>
internal sealed record WordSegment(double Start, double End, int TextTokens)
{
    /// <summary>Its words with their punctuation, timed from the recording's beginning.</summary>
    public IReadOnlyList<WordTiming> Words { get; init; } = [];

    /// <summary>Where the last word of some segments ends, or the last segment where none has words; null without segments (openai-whisper, utils.py, get_end).</summary>
    public static double? LastEnd(IReadOnlyList<WordSegment> segments)
    {
        for (int index = segments.Count - 1; index >= 0; index--)
        {
            if (segments[index].Words.Count > 0)
                return segments[index].Words[^1].End;
        }

        return segments.Count > 0 ? segments[^1].End : null;
    }
}
