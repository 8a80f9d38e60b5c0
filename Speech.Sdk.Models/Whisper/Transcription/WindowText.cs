namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A window's text and where the next window begins.</summary>
internal sealed record WindowText(IReadOnlyList<WindowSegment> Segments, long Next)
{
    /// <summary>Text that was taken for imagined and is not among the segments.</summary>
    public IReadOnlyList<WindowSegment> Imagined { get; init; } = [];

    /// <summary>Whether nothing of the window counts and it is heard anew from <see cref="Next"/> on.</summary>
    public bool IsVoid { get; init; }
}
