using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The likeliest language of a window, and how likely each is, best first.</summary>
internal readonly record struct DetectedLanguage(WhisperLanguage Language, IReadOnlyList<LanguageProbability> Probabilities);
