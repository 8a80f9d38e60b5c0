namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>When a token is said and how sure the model is of it.</summary>
/// <param name="Time">Seconds from the window's beginning, in transformers' single precision.</param>
/// <param name="Probability">Probability among the text tokens, 0 to 1; 0 for what is no text.</param>
internal readonly record struct TokenTiming(float Time, double Probability);
