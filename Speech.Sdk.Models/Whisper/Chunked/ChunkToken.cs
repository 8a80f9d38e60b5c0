using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>A token as it was written for a chunk: text, time or language.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Time">When it is said, in seconds from the chunk's beginning; only where words are timed.</param>
/// <param name="Probability">How sure the model was of it; only where words are timed.</param>
/// <param name="Window">The window that it was written for.</param>
internal readonly record struct ChunkToken(int Id, double Time = 0, double Probability = 0, ChunkWindow? Window = null);

/// <summary>A decoded window of a chunk.</summary>
/// <param name="Decoded">What the decoder made of it.</param>
/// <param name="Start">Where it begins in the recording.</param>
internal sealed record ChunkWindow(DecodedWindow Decoded, TimeSpan Start);
