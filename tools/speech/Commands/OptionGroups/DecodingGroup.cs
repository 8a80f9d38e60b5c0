using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>How tokens are chosen.</summary>
internal sealed class DecodingGroup : IOptionGroup
{
    private readonly Option<int?> _beamSize = CommandOption.Whole("--beam-size", "Hypotheses kept in parallel. [default: 1, greedy; CTC models with a language model, hotwords or alternatives: 100]");
    private readonly Option<double?> _lengthPenalty = CommandOption.Number("--length-penalty", "Exponent of a score's length. [default: 1]");
    private readonly Option<double?> _patience = CommandOption.Number("--patience", "Search on for round(beam size * X) hypotheses.");
    private readonly Option<int?> _alternatives = CommandOption.Whole("--alternatives", "Hypotheses a segment in JSON. [default: 1]");
    private readonly Option<double?> _repetitionPenalty = CommandOption.Number("--repetition-penalty", "Above 1: repeat less. [default: 1]");
    private readonly Option<int?> _noRepeatNgramSize = CommandOption.Whole("--no-repeat-ngram-size", "Write no N tokens twice. [default: off]");

    private readonly Option<IReadOnlyList<int>?> _suppressTokens = new("--suppress-tokens")
    {
        Description = "Token ids that are never written. [default: the model's list]", HelpName = "id,…|none", Arity = ArgumentArity.ExactlyOne,
        CustomParser = ReadSuppressed,
    };

    private readonly Option<string?> _suppressRegex = new("--suppress-regex")
    {
        Description = "Tokens whose text matches are never written.", HelpName = "PATTERN", CustomParser = ReadPattern,
    };

    private readonly Option<IReadOnlyList<int>?> _forceTokens = CommandOption.List<int>(
        "--force-tokens", "id,…", "Token ids that every window begins with.", NumberText.TryWhole, TokenIds);

    private readonly Option<int?> _maxTokens = CommandOption.Whole("--max-tokens", "At most this many tokens a window.");
    private readonly Option<TimeSpan?> _maxInitialTimestamp = CommandOption.Seconds("--max-initial-timestamp", "The latest start of a window's first text. [default: 1]");

    private const string TokenIds = "token ids such as 50257,50362";

    /// <summary>What other groups depend on.</summary>
    public Option<int?> BeamSize => _beamSize;

    public string Title => "Decoding";

    public IReadOnlyList<Option> Options =>
    [
        _beamSize, _lengthPenalty, _patience, _alternatives, _repetitionPenalty, _noRepeatNgramSize, _suppressTokens, _suppressRegex, _forceTokens,
        _maxTokens, _maxInitialTimestamp,
    ];

    public IEnumerable<string> Problems(ParseResult parsed) => [];

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        DecodingOptions defaults = options.Decoding;
        double? patience = parsed.GetValue(_patience);
        return options with
        {
            Decoding = defaults with
            {
                BeamSize = parsed.GetValue(_beamSize) ?? defaults.BeamSize,
                LengthPenalty = parsed.GetValue(_lengthPenalty) ?? defaults.LengthPenalty,
                Patience = patience ?? defaults.Patience,
                Stopping = patience is null ? defaults.Stopping : BeamStopping.Patience,
                Alternatives = parsed.GetValue(_alternatives) ?? defaults.Alternatives,
                RepetitionPenalty = parsed.GetValue(_repetitionPenalty) ?? defaults.RepetitionPenalty,
                NoRepeatNgramSize = parsed.GetValue(_noRepeatNgramSize) ?? defaults.NoRepeatNgramSize,
                SuppressTokens = parsed.GetValue(_suppressTokens),
                SuppressPattern = parsed.GetValue(_suppressRegex),
                ForcedTokens = parsed.GetValue(_forceTokens) ?? defaults.ForcedTokens,
                MaxTokens = parsed.GetValue(_maxTokens),
                MaxInitialTimestamp = parsed.GetValue(_maxInitialTimestamp) ?? defaults.MaxInitialTimestamp,
            },
        };
    }

    private static IReadOnlyList<int>? ReadSuppressed(ArgumentResult result) =>
        result.Tokens[0].Value.Equals("none", StringComparison.OrdinalIgnoreCase)
            ? []
            : CommandOption.ReadList<int>(result, NumberText.TryWhole, $"{TokenIds}, or none");

    private static string? ReadPattern(ArgumentResult result)
    {
        string pattern = result.Tokens[0].Value;
        try
        {
            if (!new Regex(pattern).IsMatch(""))
                return pattern;
            result.Reject("a pattern that does not match the empty text, or no token could be written");
        }
        catch (RegexParseException exception)
        {
            result.Reject($"a regular expression: {exception.Message.TrimEnd('.')}");
        }

        return null;
    }
}
