namespace Speech.Sdk;

/// <summary>
/// How CTC models weigh a language model and prune their beam search; the defaults are pyctcdecode's. They have no meaning where the search is
/// greedy, that is without a language model, hotwords or a beam size above 1.
/// </summary>
public sealed record CtcOptions
{
    /// <summary>The weight of the language model's log-probabilities. <value>null: what its folder says (attrs.json), otherwise 0.5.</value></summary>
    public double? Alpha { get; init; }

    /// <summary>Added for every word, natural logarithm: more makes words shorter and more. <value>null: what its folder says, otherwise 1.5.</value></summary>
    public double? Beta { get; init; }

    /// <summary>
    /// Added for a word that the language model does not know, natural logarithm and not weighed by <see cref="Alpha"/>; with
    /// <see cref="ReferenceScoring"/> to base 10 and weighed by it. <value>null: what its folder says, otherwise -10.</value>
    /// </summary>
    public double? UnknownWordScore { get; init; }

    /// <summary>Whether the text is scored as a sentence that begins and ends with the recording. <value>null: what its folder says, otherwise true.</value></summary>
    public bool? ScoreBoundary { get; init; }

    /// <summary>Symbols below this log-probability are not tried, unless no other is better. <value>-5.</value></summary>
    public double MinTokenLogProbability { get; init; } = -5;

    /// <summary>Hypotheses that are worse than the best one by more than this are dropped. <value>-10.</value></summary>
    public double BeamPruneLogProbability { get; init; } = -10;

    /// <summary>Whether of hypotheses that the language model cannot tell apart only the best is kept: quicker, fewer alternatives. <value>false.</value></summary>
    public bool PruneHistory { get; init; }

    /// <summary>Whether scores are pyctcdecode's to the last decimal, its oddities included. <value>false.</value></summary>
    public bool ReferenceScoring { get; init; }

    internal IEnumerable<string> Problems()
    {
        foreach ((string name, double? value, double least, double most) in new (string, double?, double, double)[]
        {
            (nameof(Alpha), Alpha, 0, 100), (nameof(Beta), Beta, -100, 100), (nameof(UnknownWordScore), UnknownWordScore, -1000, 0),
            (nameof(MinTokenLogProbability), MinTokenLogProbability, -1000, 0), (nameof(BeamPruneLogProbability), BeamPruneLogProbability, -1000, 0),
        })
        {
            if (value is { } given && !(given >= least && given <= most))
                yield return FormattableString.Invariant($"Ctc.{name} is {given}; expected {least} to {most}.");
        }
    }
}
