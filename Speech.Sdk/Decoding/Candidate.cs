namespace Speech.Sdk.Decoding;

/// <summary>A beam continued by a token, and the sum of log-probabilities that this comes to.</summary>
internal readonly record struct Candidate(float Sum, int Beam, int Token);
