namespace Speech.Sdk;

/// <summary>How far a transcription has come.</summary>
/// <param name="Index">Which recording of the call, from 0.</param>
/// <param name="Position">How much of the recording is done.</param>
/// <param name="Duration">The recording's length; null where a stream does not tell it before its end.</param>
public readonly record struct TranscriptionProgress(int Index, TimeSpan Position, TimeSpan? Duration);
