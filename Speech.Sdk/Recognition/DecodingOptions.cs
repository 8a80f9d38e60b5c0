using System.Globalization;

namespace Speech.Sdk;

/// <summary>How tokens are chosen: greedy when <see cref="BeamSize"/> is 1, managed beam search above.</summary>
public sealed record DecodingOptions
{
    /// <summary>
    /// Hypotheses kept in parallel; 1 is greedy. <value>null: the model's own. 1 for Whisper, which takes 64 at most; for CTC models 100 with a language
    /// model, hotwords or alternatives, otherwise 1.</value>
    /// </summary>
    public int? BeamSize { get; init; }

    /// <summary>Exponent of the length that a hypothesis' score is divided by. <value>1.</value> 0 does not normalise.</summary>
    public double LengthPenalty { get; init; } = 1.0;

    /// <summary>When the beam search ends. <value>Heuristic, as in transformers.</value></summary>
    public BeamStopping Stopping { get; init; } = BeamStopping.Heuristic;

    /// <summary>With <see cref="BeamStopping.Patience"/>: ends once round(BeamSize * Patience) hypotheses are finished. <value>1.</value></summary>
    public double Patience { get; init; } = 1.0;

    /// <summary>How many hypotheses a segment reports as alternatives, best first; at most BeamSize. <value>1.</value></summary>
    public int Alternatives { get; init; } = 1;

    /// <summary>Divides (or multiplies, where negative) the scores of tokens already written. <value>1: off.</value></summary>
    public double RepetitionPenalty { get; init; } = 1.0;

    /// <summary>No sequence of this many tokens is written twice. <value>0: off.</value></summary>
    public int NoRepeatNgramSize { get; init; }

    /// <summary>Token ids that are never written. <value>null: the model's own list; empty: none.</value></summary>
    public IReadOnlyList<int>? SuppressTokens { get; init; }

    /// <summary>Tokens that every window's text begins with. <value>None.</value> To have words there, use <see cref="TranscriptionOptions.Prefix"/>.</summary>
    public IReadOnlyList<int> ForcedTokens { get; init; } = [];

    /// <summary>Tokens whose text, a leading space included, matches this regular expression (.NET's without lookaround and back-references) are never
    /// written. <value>null: none.</value></summary>
    public string? SuppressPattern { get; init; }

    /// <summary>At most this many tokens a window. <value>null: as many as the model has positions for.</value></summary>
    public int? MaxTokens { get; init; }

    /// <summary>The latest that a window's first time token may lie. <value>1 s.</value></summary>
    public TimeSpan MaxInitialTimestamp { get; init; } = TimeSpan.FromSeconds(1);

    internal IEnumerable<string> Problems()
    {
        if (BeamSize is < 1 or > 1000)
            yield return $"BeamSize is {BeamSize}; expected 1 to 1000, or null for the model's own.";
        if (!double.IsFinite(LengthPenalty))
            yield return $"LengthPenalty is {LengthPenalty}; expected a finite number.";
        if (Patience is not (> 0 and <= 100))
            yield return $"Patience is {Patience}; expected more than 0, at most 100.";
        if (Alternatives < 1 || Alternatives > (BeamSize ?? 1000))
            yield return $"Alternatives is {Alternatives}; expected 1 to BeamSize ({BeamSize?.ToString(CultureInfo.InvariantCulture) ?? "the model's own"}).";
        if (RepetitionPenalty is not (> 0 and <= 100))
            yield return $"RepetitionPenalty is {RepetitionPenalty}; expected more than 0, at most 100.";
        if (NoRepeatNgramSize is < 0 or > 448)
            yield return $"NoRepeatNgramSize is {NoRepeatNgramSize}; expected 0 (off) to 448.";
        if (MaxTokens is < 1)
            yield return $"MaxTokens is {MaxTokens}; expected at least 1.";
        if (MaxInitialTimestamp < TimeSpan.Zero || MaxInitialTimestamp > TimeSpan.FromSeconds(30))
            yield return $"MaxInitialTimestamp is {MaxInitialTimestamp.TotalSeconds} s; expected 0 to 30 s.";
        if (!Enum.IsDefined(Stopping))
            yield return $"Stopping is {Stopping}; expected one of {string.Join(", ", Enum.GetNames<BeamStopping>())}.";
    }
}
