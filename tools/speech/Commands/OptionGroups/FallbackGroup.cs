using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What makes a text doubtful, and what becomes of it then.</summary>
/// <param name="takesSeed">Whether --seed is what sampling begins with; evaluations choose clips by it.</param>
internal sealed class FallbackGroup(bool takesSeed = true) : IOptionGroup
{
    private readonly Option<IReadOnlyList<double>?> _temperatures = CommandOption.List<double>(
        "--temperature", "T,…", "Tried until a text passes; samples above 0. [default: 0,0.2,0.4,0.6,0.8,1]", NumberText.TryNumber, "numbers such as 0,0.2,0.4");

    private readonly Option<Threshold?> _compressionRatio = CommandOption.Threshold(
        "--compression-ratio-threshold", "Above it a text repeats itself and is tried again. [default: 2.4]");

    private readonly Option<Threshold?> _logProbability = CommandOption.Threshold(
        "--logprob-threshold", "Below it a text is improbable and is tried again. [default: -1]");

    private readonly Option<Threshold?> _noSpeech = CommandOption.Threshold("--no-speech-threshold", "Above it an improbable text is silence. [default: 0.6]");
    private readonly Option<int?> _bestOf = CommandOption.Whole("--best-of", "Samples at a temperature above 0. [default: 5]");
    private readonly Option<int?> _seed = CommandOption.Whole("--seed", "What sampling begins with. [default: 0]");
    private readonly Option<bool> _keepRepetitions = CommandOption.Flag("--keep-repetitions", "Keep text that still repeats itself. [default unless batched]");
    private readonly Option<bool> _dropRepetitions = CommandOption.Flag("--drop-repetitions", "Drop text that still repeats itself. [default if batched]");

    private readonly Option<TimeSpan?> _hallucinationSilence = CommandOption.Seconds(
        "--hallucination-silence", "If sequential: skip longer silence around improbable words. [default: off]");

    public string Title => "Doubtful text";

    public IReadOnlyList<Option> Options =>
    [
        _temperatures, _compressionRatio, _logProbability, _noSpeech, _bestOf, .. takesSeed ? [_seed] : Array.Empty<Option>(), _keepRepetitions, _dropRepetitions, _hallucinationSilence,
    ];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.GetValue(_keepRepetitions) && parsed.GetValue(_dropRepetitions))
            yield return "--keep-repetitions was given with --drop-repetitions; leave one of them out.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        FallbackOptions defaults = options.Fallback;
        options = options with
        {
            Fallback = defaults with
            {
                Temperatures = parsed.GetValue(_temperatures) ?? defaults.Temperatures,
                CompressionRatio = Read(_compressionRatio, defaults.CompressionRatio),
                AverageLogProbability = Read(_logProbability, defaults.AverageLogProbability),
                NoSpeechProbability = Read(_noSpeech, defaults.NoSpeechProbability),
                BestOf = parsed.GetValue(_bestOf) ?? defaults.BestOf,
                Seed = takesSeed && parsed.GetValue(_seed) is { } seed ? seed : defaults.Seed,
            },
            DropRepetitions = parsed.GetValue(_keepRepetitions) ? false : parsed.GetValue(_dropRepetitions) ? true : null,
            HallucinationSilence = parsed.GetValue(_hallucinationSilence),
        };
        return options.HallucinationSilence is null ? options : options.WithWordTimesFor(_hallucinationSilence.Name);

        double? Read(Option<Threshold?> option, double? otherwise) => parsed.GetValue(option) is { } threshold ? threshold.Value : otherwise;
    }
}
