namespace Speech.Sdk;

/// <summary>How a classifier that scores every frame tells when a label is active.</summary>
public sealed record ActivityOptions
{
    /// <summary>A label is active where its probability is above this, 0 to 1. <value>0.5</value></summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>A stretch that is shorter, once pauses are bridged, is left out. <value>0: none is.</value></summary>
    public TimeSpan MinimumDuration { get; init; }

    /// <summary>A pause that is shorter does not end a stretch. <value>0: every pause does.</value></summary>
    public TimeSpan MinimumPause { get; init; }

    /// <summary>
    /// Whether labels are interchangeable, as those of diarization, which say no more than one speaker or another: a window's labels are then put into
    /// the order in which they agree best with the window before, where the two overlap. <value>false: a label means the same in every window.</value>
    /// </summary>
    public bool MatchLabels { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (Threshold is not (>= 0 and <= 1))
            yield return FormattableString.Invariant($"Activity.Threshold is {Threshold}; expected a probability from 0 to 1.");
        if (MinimumDuration < TimeSpan.Zero)
            yield return FormattableString.Invariant($"Activity.MinimumDuration is {MinimumDuration.TotalSeconds} s; expected 0 or more.");
        if (MinimumPause < TimeSpan.Zero)
            yield return FormattableString.Invariant($"Activity.MinimumPause is {MinimumPause.TotalSeconds} s; expected 0 or more.");
    }
}
