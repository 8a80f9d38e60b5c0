using Speech.Sdk.Alignments.Text;
using Speech.Sdk.Alignments.Trellis;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Alignments;

/// <summary>
/// Aligns one text with one recording, whose scores come bit by bit and of which only those of the text's symbols are kept. Not for use by
/// two threads at a time.
/// </summary>
internal sealed class TextAligner
{
    private readonly AlignmentText _text;
    private readonly EmissionTable _emissions;
    private readonly LabelChain _chain;

    /// <exception cref="InvalidOptionException">The text is empty, or cannot be spelled at all.</exception>
    public TextAligner(string text, CtcVocabulary vocabulary, UntranscribedAudio untranscribed)
    {
        _text = new AlignmentText(text, vocabulary, untranscribed);
        int[] symbols = [.. _text.Labels.Where(label => label != AlignmentText.Wildcard).Distinct()];
        _emissions = new EmissionTable(vocabulary.Blank, symbols);
        Dictionary<int, int> columns = symbols.Select((symbol, index) => (symbol, index)).ToDictionary(pair => pair.symbol, pair => pair.index + 1);
        columns[AlignmentText.Wildcard] = _emissions.WildcardColumn;
        _chain = new LabelChain([.. _text.Labels.Select(label => columns[label])], _text.HasOptionalFirst, _text.HasOptionalLast);
    }

    /// <summary>Takes the next frames [frames, symbols] of natural log-probabilities.</summary>
    public void Accept(ReadOnlySpan<float> logProbabilities, int symbols) => _emissions.Append(logProbabilities, symbols);

    /// <summary>The lines of the text, once all of the recording was accepted.</summary>
    /// <param name="time">The time that a frame begins at.</param>
    /// <param name="cancellationToken">Stops within a frame.</param>
    /// <exception cref="InvalidOptionException">The recording is too short for the text.</exception>
    public IReadOnlyList<AlignedLine> Align(Func<int, TimeSpan> time, CancellationToken cancellationToken)
    {
        if (_emissions.Frames < Math.Max(1, _chain.LeastFrames))
        {
            throw new InvalidOptionException(
                $"The text is longer than the recording: its {_text.Labels.Count(label => label != AlignmentText.Wildcard)} symbols need {_chain.LeastFrames} frames at least, the recording has {_emissions.Frames} ({time(_emissions.Frames).TotalSeconds:0.##} s); check that they belong together.");
        }

        int[] states = ViterbiPath.Find(_emissions, _chain, cancellation: cancellationToken);
        return new LineBuilder(LabelSpan.Of(states, _chain, _emissions), time).Build(_text.Lines);
    }
}
