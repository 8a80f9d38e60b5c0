namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A window to decode.</summary>
/// <param name="Window">Which of the encoded windows.</param>
/// <param name="Prompt">What its decoding starts from.</param>
/// <param name="Key">What its random numbers follow from: nothing of the batch, so that the batch does not matter.</param>
internal readonly record struct WindowRequest(int Window, WindowPrompt Prompt, ulong Key);
