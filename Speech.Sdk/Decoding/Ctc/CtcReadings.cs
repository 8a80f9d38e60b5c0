using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Makes texts of the readings of a search, which stay as they are.</summary>
internal sealed class CtcReadings(CtcAlphabet alphabet, CtcBeamOptions options, WordScorer scorer, BeamHistory history)
{
    /// <summary>The best readings, each text once.</summary>
    /// <param name="beams">The readings, best first; complete texts are noted in them.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="ended">Whether the text ends here.</param>
    public IReadOnlyList<CtcHypothesis> Best(Span<Beam> beams, int count, bool ended)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        CandidateSet merged = Merged(beams, ended);
        List<CtcHypothesis> readings = [];
        foreach (int index in merged.Select(Math.Min(count, options.Width), -options.BeamPruneLogProbability))
            readings.Add(Reading(beams[merged[index].Beam], merged[index]));
        return readings;
    }

    /// <summary>The language model's state behind the best reading.</summary>
    public NgramState StateOfBest(Span<Beam> beams)
    {
        CandidateSet merged = Merged(beams, ended: true);
        ref Beam best = ref beams[merged[merged.Select(1, 0)[0]].Beam];
        ref readonly TextNode text = ref history.Texts[history.Texts.Complete(ref best)];
        NgramState state = text.State;
        if (options.ReferenceScoring && !best.HasWord)
            scorer.EmptyWordAndEnd(text, out state);
        return state;
    }

    private CandidateSet Merged(Span<Beam> beams, bool ended)
    {
        CandidateSet merged = new(keepLast: options.ReferenceScoring);
        merged.BeginSymbol(beams.Length);
        for (int i = 0; i < beams.Length; i++)
        {
            ref Beam beam = ref beams[i];
            ulong identity = beam.HasWord ? TextHash.Join(beam.TextHash, beam.PrefixHash) : beam.TextHash;
            merged.Add(identity, beam.Acoustic, ended ? Ended(ref beam) : beam.Language, i, alphabet.Blank, CandidateStep.Hold);
        }

        return merged;
    }

    private double Ended(ref Beam beam)
    {
        ref readonly TextNode text = ref history.Texts[history.Texts.Complete(ref beam)];
        return text.Score + (options.ReferenceScoring && !beam.HasWord ? scorer.EmptyWordAndEnd(text, out _) : scorer.End(text));
    }

    private CtcHypothesis Reading(in Beam beam, in Candidate candidate)
    {
        List<CtcWord> words = history.Words(beam.Span);
        if (beam.HasWord)
            words.Add(history.Word(beam.Word, beam.Start, beam.End, beam.Confidence));
        return new CtcHypothesis
        {
            Text = string.Join(' ', words.Select(word => word.Text)),
            Words = words,
            AcousticScore = candidate.Acoustic,
            LanguageScore = candidate.Language,
        };
    }
}
