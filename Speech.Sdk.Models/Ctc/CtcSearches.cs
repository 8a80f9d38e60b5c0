using System.Globalization;
using System.Text;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Models.Ctc;

/// <summary>Makes the searches of a call: greedy, or by beams where a language model, hotwords or alternatives have a use for them.</summary>
internal sealed class CtcSearches
{
    private const int StandardWidth = 100;

    // What the beam search writes for a symbol that stands for all others.
    private const string UnknownMark = "⁇";

    private readonly CtcHead _head;
    private readonly CtcLanguageModel? _words;
    private readonly CtcBeamOptions? _beams;
    private readonly HashSet<int> _unknown = [];

    /// <exception cref="InvalidOptionException">Options contradict each other or need a language model, or the language model is of another language.</exception>
    public CtcSearches(CtcModel model, CtcHead head, TranscriptionOptions options)
    {
        _head = head;
        _words = model.LanguageModel;
        bool hasUse = _words is not null || options.Hotwords.Count > 0 || options.Decoding.Alternatives > 1;
        int width = options.Decoding.BeamSize ?? (hasUse ? StandardWidth : 1);
        string[] problems = [.. Problems(model, options, width)];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        if (width == 1)
            return;
        CtcOptions given = options.Ctc ?? new CtcOptions();
        CtcAlphabet letters = head.Alphabet(head.Vocabulary.Symbols.Count);
        if (_words?.Misfit(letters) is { } misfit)
        {
            throw new InvalidOptionException(
                $"Language is '{head.Language}', which is not that of the language model. {misfit} Load {model.Name} with one of that language or with none, or set BeamSize to 1.");
        }

        _unknown.UnionWith(Enumerable.Range(0, letters.Count).Where(symbol => letters.Symbols[symbol].Text == UnknownMark));
        Hotword[] hotwords = [.. options.Hotwords.Select(hotword => hotword with { Text = Spelled(hotword.Text, letters) ?? throw new InvalidOptionException(
            $"Hotwords holds '{hotword.Text}', which {model.Name} has no letters for ({letters.Sample()}…); spell it as it is spoken, or leave it out.") })];
        CtcBeamOptions standard = new();
        CtcLanguageModelAttributes? weights = _words?.Attributes;
        _beams = new CtcBeamOptions
        {
            Width = width,
            Alpha = given.Alpha ?? weights?.Alpha ?? standard.Alpha,
            Beta = given.Beta ?? weights?.Beta ?? standard.Beta,
            UnknownWordScore = given.UnknownWordScore ?? weights?.UnknownWordScore ?? standard.UnknownWordScore,
            ScoreBoundary = given.ScoreBoundary ?? weights?.ScoreBoundary ?? standard.ScoreBoundary,
            MinTokenLogProbability = given.MinTokenLogProbability,
            BeamPruneLogProbability = given.BeamPruneLogProbability,
            PruneHistory = given.PruneHistory,
            Hotwords = hotwords,
            ReferenceScoring = given.ReferenceScoring,
        };
    }

    /// <summary>Begins a search.</summary>
    /// <param name="symbols">Scores of a frame.</param>
    /// <param name="said">The language model's state behind what was said before; null for the beginning.</param>
    public ICtcSearch Begin(int symbols, NgramState? said = null) => _beams is null
        ? new CtcGreedySearch(_head.Vocabulary, symbols)
        : new CtcBeamSearch(_head.Alphabet(symbols), _beams, _words, said);

    /// <summary>The language model's state behind some more words; null where no language model is asked.</summary>
    /// <param name="said">The state before them; null for the beginning.</param>
    /// <param name="words">As the search writes them.</param>
    public NgramState? Behind(NgramState? said, IEnumerable<string> words)
    {
        if (_beams is null || _words is null)
            return null;
        NgramModel model = _words.Model;
        NgramState state = said ?? (_beams.ScoreBoundary ? model.Begin : NgramModel.Empty);
        foreach (string word in words)
            model.Score(state, model.Index(Encoding.UTF8.GetBytes(word)), out state);
        return state;
    }

    /// <summary>A search's readings without what stands for unknown symbols.</summary>
    public IReadOnlyList<CtcHypothesis> Clean(IReadOnlyList<CtcHypothesis> readings) =>
        _unknown.Count == 0 || !readings.Any(reading => reading.Text.Contains(UnknownMark, StringComparison.Ordinal)) ? readings : [.. readings.Select(Clean)];

    private CtcHypothesis Clean(CtcHypothesis reading)
    {
        CtcWord[] words = [.. reading.Words.Select(Clean).Where(word => word.Text.Length > 0)];
        return reading with { Words = words, Text = string.Join(' ', words.Select(word => word.Text)) };
    }

    private CtcWord Clean(CtcWord word) => word with
    {
        Text = word.Text.Replace(UnknownMark, "", StringComparison.Ordinal),
        Symbols = [.. word.Symbols.Where(symbol => !_unknown.Contains(symbol))],
    };

    /// <summary>A hotword in the case that the model writes; null where it has no letters for it.</summary>
    private static string? Spelled(string text, CtcAlphabet letters) => new[] { text, text.ToLowerInvariant(), text.ToUpperInvariant() }.FirstOrDefault(
        spelling => spelling.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => letters.CanSpell(Encoding.UTF8.GetBytes(word))));

    private static IEnumerable<string> Problems(CtcModel model, TranscriptionOptions options, int width)
    {
        if (options.Decoding.Alternatives > width)
            yield return $"Alternatives is {options.Decoding.Alternatives}; expected 1 to BeamSize ({width.ToString(CultureInfo.InvariantCulture)}).";
        if (width == 1 && options.Hotwords.Count > 0)
            yield return "Hotwords are given and BeamSize is 1, a greedy search, which cannot prefer them; leave BeamSize out.";
        if (width == 1 && options.Ctc is not null)
            yield return $"Ctc is given, but the search is greedy; give {model.Name} a language model or a BeamSize above 1, or leave it out.";
        if (width > 1 && model.LanguageModel is null && options.Ctc is { } given && ((given.Alpha ?? given.Beta ?? given.UnknownWordScore) is not null || given.ScoreBoundary is not null))
            yield return $"Ctc weighs a language model, but {model.Name} was loaded without one; give LanguageModel when loading, or leave Alpha, Beta, UnknownWordScore and ScoreBoundary out.";
    }
}
