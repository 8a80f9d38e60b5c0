namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Texts that were made elsewhere, by the clips that they are of.</summary>
public sealed record HypothesisTexts
{
    /// <summary>The texts by <see cref="EvaluationClip.Id"/>, as they were written. A clip that is not there has none.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>What texts are called that belong to no clip, with where they are; empty unless those were allowed.</summary>
    public IReadOnlyList<string> Unmatched { get; init; } = [];
}
