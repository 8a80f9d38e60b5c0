namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>A text token in its place in the recording.</summary>
/// <param name="Written">What was written for a chunk.</param>
/// <param name="Start">Seconds from the recording's beginning; 0 where words are not timed.</param>
/// <param name="End">Seconds from the recording's beginning; 0 where words are not timed.</param>
internal readonly record struct MergedToken(ChunkToken Written, double Start, double End)
{
    public int Id => Written.Id;
}
