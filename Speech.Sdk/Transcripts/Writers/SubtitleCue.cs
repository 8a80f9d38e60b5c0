namespace Speech.Sdk.Transcripts.Writers;

/// <summary>One subtitle as it is shown.</summary>
internal readonly record struct SubtitleCue(TimeSpan Start, TimeSpan End, string Text);
