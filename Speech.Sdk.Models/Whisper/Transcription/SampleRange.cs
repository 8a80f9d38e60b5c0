namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A stretch of a recording in samples; <paramref name="End"/> may lie behind the recording's end.</summary>
internal readonly record struct SampleRange(long Start, long End);
