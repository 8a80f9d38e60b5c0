using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A segment of a window's text, timed from the recording's beginning.</summary>
internal sealed record WindowSegment(TimeSpan Start, TimeSpan End, string Text, IReadOnlyList<int> Tokens)
{
    public IReadOnlyList<Word> Words { get; init; } = [];

    /// <inheritdoc cref="SegmentSplitter.Piece" path="/param[@name='NextStart']"/>
    public int? NextStart { get; init; }

    public bool IsBlank => Text.AsSpan().IsWhiteSpace();
}
