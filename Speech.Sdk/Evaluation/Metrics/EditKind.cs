namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>What has to be done with a stretch of the reference to get the hypothesis.</summary>
public enum EditKind
{
    /// <summary>Nothing: both say the same.</summary>
    Equal,

    /// <summary>It is replaced by as many others.</summary>
    Substitute,

    /// <summary>It is left out.</summary>
    Delete,

    /// <summary>Something is put in.</summary>
    Insert,
}
