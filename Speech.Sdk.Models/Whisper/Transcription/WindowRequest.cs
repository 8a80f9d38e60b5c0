namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A window to decode.</summary>
/// <param name="Window">Which of the encoded windows.</param>
/// <param name="Prompt">What its decoding starts from.</param>
/// <param name="Key">What its random numbers follow from: nothing of the batch, so that the batch does not matter.</param>
/// <param name="IsFitted">Whether it is heard shorter than the model's window. It is tried at the first temperature alone: a text that does not convince may be the short window's doing.</param>
internal readonly record struct WindowRequest(int Window, WindowPrompt Prompt, ulong Key, bool IsFitted = false);
