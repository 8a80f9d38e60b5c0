using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>How live audio is transcribed, wherever it comes from.</summary>
internal sealed class LiveOptions
{
    /// <summary>Options that speak of a recording as a whole.</summary>
    private static readonly HashSet<string> OfRecordings =
    [
        "--workers", "--batch-size", "--language-per-stretch", "--range", "--long-form", "--chunk-length", "--stride", "--window", "--word-timestamps", "--no-timestamps", "--output", "--resume", "--max-line-width",
        "--max-line-count", "--max-words-per-line", "--highlight-words", "--prefix", "--alternatives", "--force-tokens", "--max-initial-timestamp", "--hallucination-silence", "--vad-min-silence",
        "--vad-max-speech", "--draft-model",
    ];

    private readonly Option<TimeSpan?> _updateInterval = CommandOption.Seconds("--update-interval", "New audio before speech is heard again. [default: 1]");
    private readonly Option<TimeSpan?> _utterancePause = CommandOption.Seconds("--utterance-pause", "A pause of this length ends an utterance. [default: 0.6]");

    private readonly Option<string?> _state = CommandOption.Text("--state", "FILE", "Keep the stream's state there, to go on with the same command after Ctrl-C.");
    private readonly Option<Threshold?> _textTimeout = CommandOption.Threshold("--text-timeout", "Tell of speech without text for so many seconds. [default: 10]");

    public IReadOnlyList<Option> All => [_updateInterval, _utterancePause, _state, _textTimeout];

    public static bool HasMeaning(Option option) => !OfRecordings.Contains(option.Name);

    /// <exception cref="InvalidOptionException">A value is out of range, or options contradict each other.</exception>
    public LiveSettings Read(ParseResult parsed, IReadOnlyList<IOptionGroup> groups, ModelGroup model, OutputGroup output)
    {
        List<string> problems =
        [
            .. groups.SelectMany(group => group.Options).Where(option => parsed.Holds(option) && !HasMeaning(option))
                .Select(option => $"{option.Name} was given for live audio, where it has no meaning; leave it out."),
        ];
        // What these lack would be told for nothing.
        if (problems.Count == 0)
            problems.AddRange(groups.SelectMany(group => group.Problems(parsed)));
        string format = output.FormatNames(parsed)[0];
        if (format is not ("txt" or "jsonl"))
            problems.Add($"--format: '{format}' was given for live audio; expected txt or jsonl.");
        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        StreamingOptions defaults = new();
        LiveSettings settings = new()
        {
            Model = model.Model(parsed),
            Precision = model.Precision(parsed),
            Verbose = model.Verbose(parsed),
            Recognizer = groups.Aggregate(new RecognizerOptions(), (options, group) => group.Apply(options, parsed)),
            Json = format == "jsonl",
            Quiet = output.Quiet(parsed),
            Streaming = defaults with
            {
                Transcription = groups.Aggregate(new TranscriptionOptions(), (options, group) => group.Apply(options, parsed)),
                UpdateInterval = parsed.GetValue(_updateInterval) ?? defaults.UpdateInterval,
                UtterancePause = parsed.GetValue(_utterancePause) ?? defaults.UtterancePause,
                StatePath = parsed.GetValue(_state),
                TextTimeout = parsed.GetValue(_textTimeout) is { } timeout ? Seconds(timeout) : defaults.TextTimeout,
            },
        };
        settings.Recognizer.Validate();
        settings.Streaming.Validate();
        return settings;
    }

    // What is out of range is for the options' own check to tell.
    private static TimeSpan? Seconds(Threshold threshold) => threshold.Value is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1, 1e6)) : null;
}
