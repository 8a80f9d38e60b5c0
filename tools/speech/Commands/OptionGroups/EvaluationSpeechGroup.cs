using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What is spoken in clips, and how long ones are cut up.</summary>
internal sealed class EvaluationSpeechGroup : IOptionGroup
{
    private readonly LanguageOptions _language = new(standard: "what the list says, else auto");
    private readonly LongFormOptions _longForm = new();
    private readonly Option<bool> _noTimestamps = CommandOption.Flag("--no-timestamps", "Decode without time tokens: one segment a window.");

    public string Title => "Speech";

    public IReadOnlyList<Option> Options => [.. _language.All, .. _longForm.All, _noTimestamps];

    /// <summary>Whether models are told a clip's language where it is known.</summary>
    public bool TellsLanguages(ParseResult parsed) => !_language.AsksForDetection(parsed);

    public IEnumerable<string> Problems(ParseResult parsed) => _language.Problems(parsed).Concat(_longForm.Problems(parsed));

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) =>
        _longForm.Apply(_language.Apply(options, parsed), parsed) with { Timestamps = !parsed.GetValue(_noTimestamps) };
}
