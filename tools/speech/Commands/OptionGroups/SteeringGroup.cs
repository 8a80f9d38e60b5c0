using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What the model is told beforehand.</summary>
internal sealed class SteeringGroup : IOptionGroup
{
    private readonly Option<string?> _prompt = CommandOption.Text("--prompt", "TEXT", "Text before the recording: names, spelling, style.");

    private readonly Option<string?> _carryPrompt = CommandOption.Switch(
        "--carry-prompt", "The prompt before every window, not the first alone. [default: on if batched or chunked]");

    private readonly Option<string?> _conditionOnPreviousText = CommandOption.Switch(
        "--condition-on-previous-text", "Tell a window the text before it. [default: on if sequential]");

    private readonly Option<string?> _prefix = CommandOption.Text("--prefix", "TEXT", "Text that the transcript is made to begin with.");
    private readonly Option<string?> _hotwords = CommandOption.Text("--hotwords", "a,b:3.5", "Words that are likelier here, each with a weight if need be.");
    private readonly Option<string?> _hotwordsFile = CommandOption.Text("--hotwords-file", "FILE", "A hotword a line, with a weight behind a tab or a colon.");

    public string Title => "Steering";

    public IReadOnlyList<Option> Options => [_prompt, _carryPrompt, _conditionOnPreviousText, _prefix, _hotwords, _hotwordsFile];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.Holds(_carryPrompt) && !parsed.Holds(_prompt))
            yield return "--carry-prompt was given without --prompt; give the prompt, or leave it out.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        HotwordList hotwords = new();
        if (parsed.GetValue(_hotwords) is { } list)
            hotwords.AddList(list);
        if (parsed.GetValue(_hotwordsFile) is { } file)
            hotwords.AddFile(file);
        return options with
        {
            Prompt = parsed.GetValue(_prompt),
            CarryPrompt = parsed.IsOn(_carryPrompt),
            ConditionOnPreviousText = parsed.IsOn(_conditionOnPreviousText),
            Prefix = parsed.GetValue(_prefix),
            Hotwords = hotwords.All,
        };
    }
}
