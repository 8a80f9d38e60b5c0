using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which clips are evaluated.</summary>
internal sealed class ClipGroup : IOptionGroup
{
    private readonly Option<string?> _kind = CommandOption.Choice("--kind", "What the inputs are. [default: found out by looking]", [.. EvaluationInput.Kinds]);
    private readonly Option<string?> _split = CommandOption.Text("--split", "NAME", "The split of corpora that have a list for each. [default: test]");
    private readonly Option<int?> _limit = CommandOption.Whole("--limit", "At most N clips.");
    private readonly Option<int?> _seed = CommandOption.Whole("--seed", "Take the clips in a random order, the same for the same number; also begins the statistics' draws.");
    private readonly Option<string?> _shard = CommandOption.Text("--shard", "I/N", "Only the I-th of N parts, for as many processes or machines; 'speech evaluate merge' joins them.");
    private readonly Option<bool> _retryFailed = CommandOption.Flag("--retry-failed", "Going on with an output folder, try clips again that failed.");

    public string Title => "Clips";

    public IReadOnlyList<Option> Options => [_kind, _split, _limit, _seed, _shard, _retryFailed];

    public EvaluationInputOptions Reading(ParseResult parsed)
    {
        EvaluationInputOptions standard = new();
        return new EvaluationInputOptions { Kind = parsed.GetValue(_kind), Split = parsed.GetValue(_split) ?? standard.Split };
    }

    /// <exception cref="InvalidOptionException">The shard is no shard.</exception>
    public ClipSelection Selection(ParseResult parsed) => new()
    {
        Limit = parsed.GetValue(_limit), Seed = parsed.GetValue(_seed), Shard = parsed.GetValue(_shard) is { } shard ? ClipShard.Parse(shard) : null,
    };

    public int? Seed(ParseResult parsed) => parsed.GetValue(_seed);

    public bool RetriesFailures(ParseResult parsed) => parsed.GetValue(_retryFailed);

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.GetValue(_limit) is < 1 and { } limit)
            yield return $"--limit: {limit} was given; expected 1 or more.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;
}
