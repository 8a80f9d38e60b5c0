namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>A stretch of the merged text.</summary>
/// <param name="Start">Seconds from the recording's beginning; null where no time token says.</param>
/// <param name="End">Seconds from the recording's beginning; null where no time token says.</param>
/// <param name="Language">The language that was named last, if any.</param>
/// <param name="Tokens">Its text.</param>
internal sealed record MergedSegment(double? Start, double? End, WhisperLanguage? Language, IReadOnlyList<MergedToken> Tokens);
