using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>How speech is told from other sound; any of the values turns detection on.</summary>
internal sealed class VoiceActivityGroup : IOptionGroup
{
    private readonly Option<string?> _vad = CommandOption.Switch("--vad", "Transcribe only where speech is found. [default: on if batched]");
    private readonly Option<double?> _threshold = CommandOption.Number("--vad-threshold", "Speech begins at this probability. [default: 0.5]");

    private readonly Option<double?> _negativeThreshold = CommandOption.Number(
        "--vad-neg-threshold", "Speech ends below this probability. [default: threshold - 0.15]");

    private readonly Option<TimeSpan?> _minSpeech = CommandOption.Seconds("--vad-min-speech", "Shorter speech is dropped. [default: 0.25]");
    private readonly Option<TimeSpan?> _minSilence = CommandOption.Seconds("--vad-min-silence", "Shorter pauses do not end speech. [default: 0.1]");
    private readonly Option<TimeSpan?> _maxSpeech = CommandOption.Seconds("--vad-max-speech", "Longer speech is cut. [default: never]");
    private readonly Option<TimeSpan?> _pad = CommandOption.Seconds("--vad-pad", "Speech is widened by this on both sides. [default: 0.03]");

    public string Title => "Voice activity";

    public IReadOnlyList<Option> Options => [_vad, .. Values];

    private IReadOnlyList<Option> Values => [_threshold, _negativeThreshold, _minSpeech, _minSilence, _maxSpeech, _pad];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.IsOn(_vad) == false && Values.FirstOrDefault(parsed.Holds) is { } value)
            yield return $"{value.Name} was given with --vad off; leave one of them out.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        bool? vad = parsed.IsOn(_vad);
        if (vad == false)
            return options with { VoiceActivity = VoiceActivityOptions.Off };
        if (vad is null && !Values.Any(parsed.Holds))
            return options;
        VoiceActivityOptions defaults = new();
        return options with
        {
            VoiceActivity = defaults with
            {
                Threshold = parsed.GetValue(_threshold) ?? defaults.Threshold,
                NegativeThreshold = parsed.GetValue(_negativeThreshold),
                MinSpeech = parsed.GetValue(_minSpeech) ?? defaults.MinSpeech,
                MinSilence = parsed.GetValue(_minSilence) ?? defaults.MinSilence,
                MaxSpeech = parsed.GetValue(_maxSpeech),
                Pad = parsed.GetValue(_pad) ?? defaults.Pad,
            },
        };
    }
}
