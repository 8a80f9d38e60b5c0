using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Recordings;

/// <summary>What a passage is made of.</summary>
/// <param name="Ranges">Parts of the recording, in the order of time; at least one.</param>
/// <param name="Speech">Where in it voice was detected; null where nobody looked.</param>
internal sealed record Stretch(IReadOnlyList<SampleRange> Ranges, IReadOnlyList<SampleRange>? Speech = null);
