namespace Speech.Sdk;

/// <summary>Whether the same person speaks in two recordings.</summary>
/// <param name="Score">The cosine similarity of the two embeddings, -1 to 1.</param>
/// <param name="Threshold">Scores from this on mean the same speaker.</param>
public sealed record SpeakerVerification(double Score, double Threshold)
{
    /// <summary>The verdict.</summary>
    public bool IsSameSpeaker => Score >= Threshold;
}
