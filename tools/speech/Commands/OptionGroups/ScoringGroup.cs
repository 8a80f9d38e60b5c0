using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>How texts are compared.</summary>
internal sealed class ScoringGroup : IOptionGroup
{
    private readonly Option<string?> _normalizer = CommandOption.Text(
        "--normalizer", "NAME|FILE", $"What texts go through before: {string.Join(", ", TextNormalizers.Choices.Select(choice => choice.Name))}, or a file of rules. [default: auto]");

    private readonly Option<string?> _groupBy = CommandOption.Text("--group-by", "a,b", "Fields of the lists to part the scores by, besides set, language, speaker, length and noise.");
    private readonly Option<bool> _failures = CommandOption.Flag("--count-failures", "Count clips without a text as deletions; else they are reported and left out.");
    private readonly Option<int?> _draws = CommandOption.Whole("--draws", "Draws of confidence intervals and tests; 0 for none. [default: 2000]");
    private readonly Option<double?> _confidence = CommandOption.Number("--confidence", "The probability of intervals. [default: 0.95]");

    public string Title => "Scoring";

    public IReadOnlyList<Option> Options => [_normalizer, _groupBy, _failures, _draws, _confidence];

    /// <exception cref="InvalidOptionException">A value is out of range.</exception>
    /// <exception cref="SpeechException">A file of rules cannot be read.</exception>
    public ScoringOptions Read(ParseResult parsed, int? seed)
    {
        ScoringOptions scoring = new() { Normalizer = TextNormalizers.Find(parsed.GetValue(_normalizer) ?? "auto") };
        scoring = scoring with
        {
            GroupBy = parsed.GetValue(_groupBy)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            FailuresAreDeletions = parsed.GetValue(_failures),
            Draws = parsed.GetValue(_draws) ?? scoring.Draws,
            ConfidenceLevel = parsed.GetValue(_confidence) ?? scoring.ConfidenceLevel,
            Seed = seed ?? scoring.Seed,
        };
        scoring.Validate();
        return scoring;
    }

    public IEnumerable<string> Problems(ParseResult parsed) => [];

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;
}
