using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Sdk.Evaluation;

/// <summary>How results are scored.</summary>
public sealed record ScoringOptions
{
    /// <summary>What both texts go through before they are compared.</summary>
    public required ITextNormalizer Normalizer { get; init; }

    /// <summary>Whether a clip without a text counts as all of its words deleted. <value>false: it is reported and left out of the rates.</value></summary>
    public bool FailuresAreDeletions { get; init; }

    /// <summary>Fields of the manifest to part the scores by, besides set, language, speaker, length and noise. <value>None.</value></summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>How often the bootstrap and the permutation test draw. <value>2000.</value></summary>
    public int Draws { get; init; } = 2000;

    /// <summary>What their random numbers begin with: the same seed gives the same report. <value>0.</value></summary>
    public int Seed { get; init; }

    /// <summary>The probability of confidence intervals. <value>0.95.</value></summary>
    public double ConfidenceLevel { get; init; } = 0.95;

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    private IEnumerable<string> Problems()
    {
        if (Draws is < 0 or > 1_000_000)
            yield return $"Draws is {Draws}; expected 0 (no intervals and tests) to 1000000.";
        if (ConfidenceLevel is not (> 0 and < 1))
            yield return $"ConfidenceLevel is {ConfidenceLevel}; expected more than 0 and less than 1, for example 0.95.";
        foreach (string field in GroupBy.Where(string.IsNullOrWhiteSpace))
            yield return $"GroupBy holds '{field}'; expected names of manifest fields.";
    }
}
