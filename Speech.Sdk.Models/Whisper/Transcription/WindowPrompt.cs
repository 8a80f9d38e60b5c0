namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The tokens that a window's decoding starts from.</summary>
/// <param name="Tokens">Earlier text, the start sequence, a prefix.</param>
/// <param name="StartOfTranscript">Where the start token is: the scores after it tell language and silence.</param>
/// <param name="Prefix">The last tokens, where the caller gave the text's beginning; otherwise empty.</param>
internal sealed record WindowPrompt(int[] Tokens, int StartOfTranscript, IReadOnlyList<int> Prefix);
