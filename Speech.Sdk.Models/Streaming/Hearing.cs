namespace Speech.Sdk.Models.Streaming;

/// <summary>What came of hearing the newest audio.</summary>
/// <param name="Words">Words that are certain now.</param>
/// <param name="Note">What else is to be known; mostly null.</param>
internal readonly record struct Hearing(IReadOnlyList<LiveWord> Words, string? Note);
