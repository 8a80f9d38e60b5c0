using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Evaluation;
using Speech.Sdk;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which models are evaluated, or which texts that were made elsewhere, and where models run.</summary>
internal sealed class EvaluationModelGroup : IOptionGroup
{
    private readonly Option<string[]> _models = new("--model", "-m")
    {
        Description = $"A model as 'speech transcribe' takes it; again for a comparison. [default: {ModelCatalogue.DefaultName}, if there are no hypotheses]",
        HelpName = "[NAME=]MODEL", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> _hypotheses = new("--hypotheses")
    {
        Description = "Texts that were made elsewhere; again for a comparison.",
        HelpName = "[NAME=]FILE", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _hypothesesKind = CommandOption.Choice("--hypotheses-kind", "What the files of hypotheses are. [default: found out by looking]", [.. HypothesisFile.Kinds]);
    private readonly Option<bool> _allowUnmatched = CommandOption.Flag("--allow-unmatched", "Leave out hypotheses that belong to no clip, instead of an error.");
    private readonly InferenceOptions _inference = new();

    public string Title => "Models";

    public IReadOnlyList<Option> Options => [_models, _hypotheses, _hypothesesKind, _allowUnmatched, .. _inference.All];

    /// <summary>Options that no text depends on, or that the result log tells anyway.</summary>
    public IReadOnlyList<Option> WithoutEffectOnTexts => [_models, _hypotheses, _hypothesesKind, _allowUnmatched, .. _inference.OfSpeed];

    public IReadOnlyList<NamedValue> Models(ParseResult parsed) => Read(parsed, _models) is { Count: > 0 } given ? given
        : parsed.Holds(_hypotheses) ? [] : [NamedValue.Of(ModelCatalogue.DefaultName)];

    public IReadOnlyList<NamedValue> Hypotheses(ParseResult parsed) => Read(parsed, _hypotheses);

    public HypothesisOptions HypothesisReading(ParseResult parsed) => new() { Kind = parsed.GetValue(_hypothesesKind), AllowUnmatched = parsed.GetValue(_allowUnmatched) };

    public ModelPrecision? Precision(ParseResult parsed) => _inference.Precision(parsed);

    public bool Verbose(ParseResult parsed) => _inference.Verbose(parsed);

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        foreach (Option option in new Option[] { _hypothesesKind, _allowUnmatched }.Where(option => parsed.Holds(option) && !parsed.Holds(_hypotheses)))
            yield return $"{option.Name} was given without --hypotheses; give both, or leave it out.";
        foreach (string problem in NamedValue.Problems([.. Models(parsed), .. Hypotheses(parsed)]))
            yield return problem;
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => _inference.Apply(options, parsed);

    public RecognizerOptions Apply(RecognizerOptions options, ParseResult parsed) => _inference.Apply(options, parsed);

    private static IReadOnlyList<NamedValue> Read(ParseResult parsed, Option<string[]> option) => [.. (parsed.GetValue(option) ?? []).Select(NamedValue.Of)];
}
