using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What is spoken, which parts of it are wanted, and how it is cut up.</summary>
internal sealed class SpeechGroup : IOptionGroup
{
    private readonly LanguageOptions _language = new(standard: "auto");
    private readonly Option<string?> _task = CommandOption.Choice("--task", "What to write down. [default: transcribe]", ["transcribe", "translate"]);

    private readonly Option<IReadOnlyList<TimeRange>?> _ranges = CommandOption.List<TimeRange>(
        "--range", "START-END,…", "The parts to transcribe, in seconds or [hh:]mm:ss: 90-120,5:00-", TimeRangeText.TryRead, TimeRangeText.Expected);

    private readonly LongFormOptions _longForm = new();
    private readonly Option<bool> _wordTimestamps = CommandOption.Flag("--word-timestamps", "Find the time of every word.");
    private readonly Option<bool> _noTimestamps = CommandOption.Flag("--no-timestamps", "Decode without time tokens: one segment a window.");

    public string Title => "Speech";

    public IReadOnlyList<Option> Options => [.. _language.All, _task, _ranges, .. _longForm.All, _wordTimestamps, _noTimestamps];

    public IEnumerable<string> Problems(ParseResult parsed) => _language.Problems(parsed).Concat(_longForm.Problems(parsed));

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        options = _longForm.Apply(_language.Apply(options, parsed), parsed) with
        {
            Task = parsed.GetValue(_task) == "translate" ? SpeechTask.Translate : SpeechTask.Transcribe,
            Ranges = parsed.GetValue(_ranges),
            Timestamps = !parsed.GetValue(_noTimestamps),
        };
        return parsed.GetValue(_wordTimestamps) ? options.WithWordTimesFor(_wordTimestamps.Name) : options;
    }
}
