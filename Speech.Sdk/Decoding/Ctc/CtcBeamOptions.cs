namespace Speech.Sdk.Decoding.Ctc;

/// <summary>How a CTC beam search weighs and prunes its readings.</summary>
internal sealed record CtcBeamOptions
{
    /// <summary>Readings kept at every frame.</summary>
    public int Width { get; init; } = 100;

    /// <summary>The weight of the language model's log-probabilities.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Added for every word where there is a language model: more makes words shorter and more.</summary>
    public double Beta { get; init; } = 1.5;

    /// <summary>Added for a word that is not in the vocabulary, natural logarithm. With <see cref="ReferenceScoring"/> a logarithm to
    /// base 10 for whole words.</summary>
    public double UnknownWordScore { get; init; } = -10;

    /// <summary>Whether the language model scores the text as a sentence that begins and ends with the recording.</summary>
    public bool ScoreBoundary { get; init; } = true;

    /// <summary>Symbols below this log-probability are not tried, unless no other is better.</summary>
    public double MinTokenLogProbability { get; init; } = -5;

    /// <summary>Readings that are worse than the best one by more than this are dropped.</summary>
    public double BeamPruneLogProbability { get; init; } = -10;

    /// <summary>Of readings that the language model cannot tell apart any more only the best is kept: quicker, fewer alternatives.</summary>
    public bool PruneHistory { get; init; }

    /// <summary>Words and phrases that are likelier: every word of one is worth <see cref="ScorePerWeight"/> times its weight.</summary>
    public IReadOnlyList<Hotword> Hotwords { get; init; } = [];

    /// <summary>pyctcdecode's scores to the last decimal, its oddities included. docs/decisions.md lists what differs otherwise.</summary>
    public bool ReferenceScoring { get; init; }

    /// <summary>What a hotword's weight of 1 adds, natural logarithm: the default weight of 2 gives pyctcdecode's 10.</summary>
    public const double ScorePerWeight = 5;

    /// <summary>What is out of its range, a line each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Width is < 1 or > 10_000)
            yield return $"The beam's width is {Width}; expected 1 to 10000.";
        if (!double.IsFinite(Alpha))
            yield return $"Alpha is {Alpha}; expected a finite number.";
        if (!double.IsFinite(Beta))
            yield return $"Beta is {Beta}; expected a finite number.";
        if (!double.IsFinite(UnknownWordScore))
            yield return $"UnknownWordScore is {UnknownWordScore}; expected a finite number.";
        if (!(MinTokenLogProbability <= 0))
            yield return $"MinTokenLogProbability is {MinTokenLogProbability}; expected at most 0.";
        if (!(BeamPruneLogProbability <= 0))
            yield return $"BeamPruneLogProbability is {BeamPruneLogProbability}; expected at most 0.";
        foreach (Hotword hotword in Hotwords)
        {
            if (!double.IsFinite(hotword.Weight))
                yield return $"The weight of the hotword '{hotword.Text}' is {hotword.Weight}; expected a finite number.";
        }
    }
}
