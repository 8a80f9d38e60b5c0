using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What helps a CTC model to spell: an n-gram model, and how it is weighed.</summary>
/// <param name="beamSize">The width of the search that asks it.</param>
internal sealed class LanguageModelGroup(Option<int?> beamSize) : IOptionGroup
{
    private readonly Option<string?> _languageModel = CommandOption.Text("--lm", "FILE|none", "An n-gram model: ARPA or KenLM binary. [default: the model folder's]");
    private readonly Option<string?> _unigrams = CommandOption.Text("--unigrams", "FILE", "The words that it knows, one a line. [default: the model folder's]");
    private readonly Option<double?> _alpha = CommandOption.Number("--lm-alpha", "The weight of its scores. [default: the model folder's, or 0.5]");
    private readonly Option<double?> _beta = CommandOption.Number("--lm-beta", "Added for every word. [default: the model folder's, or 1.5]");
    private readonly Option<double?> _unknown = CommandOption.Number("--unknown-word-score", "Added for a word it does not know. [default: the model folder's, or -10]");
    private readonly Option<string?> _boundary = CommandOption.Switch("--lm-boundary", "Score the text as one sentence, from begin to end. [default: the model folder's, or on]");
    private readonly Option<double?> _symbols = CommandOption.Number("--min-token-logprob", "Less probable symbols are not tried. [default: -5]");
    private readonly Option<double?> _prune = CommandOption.Number("--beam-prune-logprob", "Hypotheses worse than the best by more are dropped. [default: -10]");
    private readonly Option<bool> _history = CommandOption.Flag("--prune-history", "Of hypotheses that the model cannot tell apart keep the best: quicker.");
    private readonly Option<bool> _reference = CommandOption.Flag("--reference-scoring", "Score as pyctcdecode does, its oddities included.");

    public string Title => "Language model";

    public IReadOnlyList<Option> Options => [_languageModel, _unigrams, _alpha, _beta, _unknown, _boundary, _symbols, _prune, _history, _reference];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.Holds(_languageModel) && parsed.GetValue(beamSize) == 1)
            yield return "--lm was given with --beam-size 1, a greedy search, which asks no language model; leave one of them out.";
    }

    public RecognizerOptions Apply(RecognizerOptions options, ParseResult parsed)
    {
        string? file = parsed.GetValue(_languageModel);
        bool isNone = string.Equals(file, "none", StringComparison.OrdinalIgnoreCase);
        return options with { LanguageModel = isNone ? null : file, UseLanguageModel = !isNone, Unigrams = parsed.GetValue(_unigrams) };
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        CtcOptions defaults = options.Ctc ?? new CtcOptions();
        CtcOptions given = defaults with
        {
            Alpha = parsed.GetValue(_alpha),
            Beta = parsed.GetValue(_beta),
            UnknownWordScore = parsed.GetValue(_unknown),
            ScoreBoundary = parsed.IsOn(_boundary),
            MinTokenLogProbability = parsed.GetValue(_symbols) ?? defaults.MinTokenLogProbability,
            BeamPruneLogProbability = parsed.GetValue(_prune) ?? defaults.BeamPruneLogProbability,
            PruneHistory = parsed.GetValue(_history),
            ReferenceScoring = parsed.GetValue(_reference),
        };
        return given == defaults ? options : options with { Ctc = given };
    }
}
