using Speech.Sdk;

namespace Speech.Cli.Output;

/// <summary>A recording compared with a speaker's.</summary>
/// <param name="Reference">The speaker's recording, as the user named it.</param>
/// <param name="Embedding">The voice of the other.</param>
/// <param name="Verification">The verdict.</param>
internal sealed record SpeakerMatch(string Reference, SpeakerEmbedding Embedding, SpeakerVerification Verification);
