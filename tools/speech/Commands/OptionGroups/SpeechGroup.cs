using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What is spoken, which parts of it are wanted, and how it is cut up.</summary>
internal sealed class SpeechGroup : IOptionGroup
{
    private readonly Option<string?> _language = CommandOption.Text("--language", "CODE", "The spoken language, or auto. [default: auto]", "-l");
    private readonly Option<string?> _allowedLanguages = CommandOption.Text("--allowed-languages", "a,b", "What detection may choose from.");
    private readonly Option<bool> _languagePerStretch = CommandOption.Flag("--language-per-stretch", "Detect the language of every stretch of speech.");
    private readonly Option<string?> _task = CommandOption.Choice("--task", "What to write down. [default: transcribe]", ["transcribe", "translate"]);

    private readonly Option<IReadOnlyList<TimeRange>?> _ranges = CommandOption.List<TimeRange>(
        "--range", "START-END,…", "The parts to transcribe, in seconds or [hh:]mm:ss: 90-120,5:00-", TimeRangeText.TryRead, TimeRangeText.Expected);

    private readonly Option<string?> _longForm = CommandOption.Choice(
        "--long-form", "How long recordings are cut up. [default: the model's own]", ["batched", "sequential", "transformers", "chunked"]);

    private readonly Option<TimeSpan?> _chunkLength = CommandOption.Seconds("--chunk-length", "If chunked: a chunk of a recording. [default: the model's window]");

    private readonly Option<IReadOnlyList<TimeSpan>?> _stride = CommandOption.List<TimeSpan>(
        "--stride", "SECONDS[,SECONDS]", "If chunked: what chunks share, left and right. [default: length / 6]", NumberText.TrySeconds, "seconds such as 5 or 4,2");

    private readonly Option<bool> _wordTimestamps = CommandOption.Flag("--word-timestamps", "Find the time of every word.");
    private readonly Option<bool> _noTimestamps = CommandOption.Flag("--no-timestamps", "Decode without time tokens: one segment a window.");

    public string Title => "Speech";

    public IReadOnlyList<Option> Options =>
        [_language, _allowedLanguages, _languagePerStretch, _task, _ranges, _longForm, _chunkLength, _stride, _wordTimestamps, _noTimestamps];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (Language(parsed) is not null && parsed.Holds(_allowedLanguages))
            yield return "--allowed-languages was given with --language; expected one of them, since a given language is not detected.";
        if (Language(parsed) is not null && parsed.GetValue(_languagePerStretch))
            yield return "--language-per-stretch was given with --language; expected one of them, since a given language is not detected.";
        if (parsed.GetValue(_stride) is { Count: > 2 } strides)
            yield return $"--stride: {strides.Count} values were given; expected one for both sides, or left and right.";
        if (ChunkOption(parsed) is { } option && parsed.GetValue(_longForm) != "chunked")
            yield return $"{option} was given without --long-form chunked; give both, or leave it out.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed)
    {
        options = options with
        {
            Language = Language(parsed),
            AllowedLanguages = parsed.GetValue(_allowedLanguages)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            DetectLanguagePerStretch = parsed.GetValue(_languagePerStretch),
            Task = parsed.GetValue(_task) == "translate" ? SpeechTask.Translate : SpeechTask.Transcribe,
            Ranges = parsed.GetValue(_ranges),
            LongForm = parsed.GetValue(_longForm) switch
            {
                null => options.LongForm,
                "transformers" => LongForm.SequentialTransformers,
                { } name => Enum.Parse<LongForm>(name, ignoreCase: true),
            },
            Chunks = Chunks(parsed),
            Timestamps = !parsed.GetValue(_noTimestamps),
        };
        return parsed.GetValue(_wordTimestamps) ? options.WithWordTimesFor(_wordTimestamps.Name) : options;
    }

    private ChunkOptions? Chunks(ParseResult parsed) => ChunkOption(parsed) is null ? null : new ChunkOptions
    {
        Length = parsed.GetValue(_chunkLength),
        LeftStride = parsed.GetValue(_stride)?[0],
        RightStride = parsed.GetValue(_stride)?[^1],
    };

    private string? ChunkOption(ParseResult parsed) => new Option[] { _chunkLength, _stride }.FirstOrDefault(parsed.Holds)?.Name;

    private string? Language(ParseResult parsed) =>
        parsed.GetValue(_language) is { } language && !language.Equals("auto", StringComparison.OrdinalIgnoreCase) ? language : null;
}
