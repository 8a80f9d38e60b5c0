using System.Numerics.Tensors;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Takes every frame's likeliest symbol, joins equal neighbours and drops blanks and special symbols.</summary>
/// <param name="vocabulary">The symbols.</param>
/// <param name="symbols">How many scores a frame has, which may be fewer or more than the vocabulary has symbols.</param>
internal sealed class CtcGreedySearch(CtcVocabulary vocabulary, int symbols) : ICtcSearch
{
    private readonly CtcCollapse _collapse = new(vocabulary.Blank);
    private double _score;

    public void Accept(ReadOnlySpan<float> logProbabilities)
    {
        for (int start = 0; start < logProbabilities.Length; start += symbols)
        {
            ReadOnlySpan<float> frame = logProbabilities.Slice(start, symbols);
            int best = TensorPrimitives.IndexOfMax(frame);
            if (float.IsNaN(frame[best]))
                throw new SpeechException($"Symbol {best} of frame {_collapse.Frames} has the log-probability NaN; expected a number: the model's weights or its input are broken.");
            _score += frame[best];
            _collapse.Add(best, frame[best]);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<CtcHypothesis> Readings(int count, bool ended)
    {
        // Only behind the grouping: a special symbol between two letters keeps them apart, as a blank does.
        CtcRun[] runs = [.. _collapse.Runs.Where(run => !vocabulary.IsSilent(run.Symbol))];
        CtcWord[] words = [.. CtcText.Words(vocabulary, runs).Select(word => Word(word, runs[word.Runs]))];
        return [new CtcHypothesis { Text = string.Join(' ', words.Select(word => word.Text)), Words = words, AcousticScore = _score }];
    }

    private CtcWord Word(CtcSpan span, CtcRun[] runs) =>
        new(vocabulary.LowersCase ? span.Text.ToLowerInvariant() : span.Text, span.Start, span.End, Math.Exp(runs.Average(run => (double)run.LogProbability)))
        {
            Symbols = [.. runs.Select(run => run.Symbol)],
        };
}
