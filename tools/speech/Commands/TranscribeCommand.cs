using System.CommandLine;
using System.CommandLine.Parsing;
using Speech.Cli.Models;
using Speech.Sdk;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Catalogue;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Cli.Commands;

/// <summary>The options of <c>speech transcribe</c>.</summary>
internal sealed class TranscribeCommand : Command
{
    private static readonly string[] Formats = ["txt", "json", "jsonl", "srt", "vtt", "tsv"];

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Recordings: paths, patterns (*, **), or - for standard input.", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = "A name of 'speech models list', an exported folder, or a checkpoint folder, which is converted on first use.",
        HelpName = "NAME|FOLDER", DefaultValueFactory = _ => ModelCatalogue.DefaultName,
    };

    private readonly Option<string?> _language = CommandOption.Text("--language", "CODE", "The spoken language, or auto. [default: auto]", "-l");
    private readonly Option<string?> _allowedLanguages = CommandOption.Text("--allowed-languages", "a,b", "What detection may choose from.");
    private readonly Option<string?> _task = CommandOption.Choice("--task", "What to write down. [default: transcribe]", ["transcribe", "translate"]);
    private readonly Option<string?> _format = CommandOption.Choice("--format", "How to write it. [default: txt]", Formats, "-f");
    private readonly Option<string?> _output = CommandOption.Text("--output", "DIR", "Write DIR/<name>.<format>, not to standard output.", "-o");
    private readonly Option<string?> _device = CommandOption.Choice("--device", "Where to run. [default: auto]", ["auto", "cpu", "cuda", "directml"]);
    private readonly Option<int?> _threads = CommandOption.Whole("--threads", "Threads of one inference. [default: physical cores]");
    private readonly Option<int?> _beamSize = CommandOption.Whole("--beam-size", "Hypotheses kept in parallel. [default: 1, greedy]");
    private readonly Option<double?> _lengthPenalty = CommandOption.Number("--length-penalty", "Exponent of a score's length. [default: 1]");
    private readonly Option<double?> _patience = CommandOption.Number("--patience", "Search on for round(beam size * X) hypotheses.");
    private readonly Option<int?> _alternatives = CommandOption.Whole("--alternatives", "Hypotheses a segment in JSON. [default: 1]");
    private readonly Option<double?> _repetitionPenalty = CommandOption.Number("--repetition-penalty", "Above 1: repeat less. [default: 1]");
    private readonly Option<int?> _noRepeatNgramSize = CommandOption.Whole("--no-repeat-ngram-size", "Write no N tokens twice. [default: off]");
    private readonly Option<string?> _prompt = CommandOption.Text("--prompt", "TEXT", "Text before the recording: names, spelling, style.");
    private readonly Option<string?> _prefix = CommandOption.Text("--prefix", "TEXT", "Text that the transcript is made to begin with.");
    private readonly Option<bool> _noTimestamps = new("--no-timestamps") { Description = "Decode without time tokens: one segment a window." };
    private readonly Option<int?> _maxTokens = CommandOption.Whole("--max-tokens", "At most this many tokens a window.");
    private readonly Option<int?> _batchSize = CommandOption.Whole("--batch-size", "Windows decoded together. [default: 8]");
    private readonly Option<string?> _precision = ModelPrecisions.CreateOption();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public TranscribeCommand()
        : base("transcribe", "Writes down what is said in recordings.")
    {
        Arguments.Add(_files);
        foreach (Option option in new Option[]
        {
            _model, _language, _allowedLanguages, _task, _format, _output, _device, _threads, _beamSize, _lengthPenalty, _patience,
            _alternatives, _repetitionPenalty, _noRepeatNgramSize, _prompt, _prefix, _noTimestamps, _maxTokens, _batchSize, _precision, _quiet,
        })
        {
            Options.Add(option);
        }

        Validators.Add(Check);
    }

    /// <exception cref="InvalidOptionException">A value is out of range.</exception>
    public TranscribeSettings Read(ParseResult parsed)
    {
        TranscribeSettings settings = new()
        {
            Files = parsed.GetRequiredValue(_files),
            Model = parsed.GetRequiredValue(_model),
            Writer = TranscriptWriters.Find(parsed.GetValue(_format) ?? "txt")!,
            OutputFolder = parsed.GetValue(_output),
            Precision = ModelPrecisions.Find(parsed.GetValue(_precision)),
            Quiet = parsed.GetValue(_quiet),
            Recognizer = new()
            {
                ExecutionProvider = Enum.Parse<ExecutionProvider>(parsed.GetValue(_device) ?? "auto", ignoreCase: true),
                Threads = parsed.GetValue(_threads) ?? 0,
            },
            Transcription = new()
            {
                Language = parsed.GetValue(_language) is { } language && !IsAuto(language) ? language : null,
                AllowedLanguages = parsed.GetValue(_allowedLanguages)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                Task = parsed.GetValue(_task) == "translate" ? SpeechTask.Translate : SpeechTask.Transcribe,
                Timestamps = !parsed.GetValue(_noTimestamps),
                Prompt = parsed.GetValue(_prompt),
                Prefix = parsed.GetValue(_prefix),
                BatchSize = parsed.GetValue(_batchSize) ?? new TranscriptionOptions().BatchSize,
                Decoding = ReadDecoding(parsed),
            },
        };
        CheckFiles(parsed);
        settings.Recognizer.Validate();
        settings.Transcription.Validate();
        return settings;
    }

    // The parser takes an option that it does not know for a file; only what follows "--" is meant so.
    private void CheckFiles(ParseResult parsed)
    {
        IEnumerable<Token> options = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash);
        HashSet<Token> beforeSeparator = new(options, ReferenceEqualityComparer.Instance);
        IReadOnlyList<Token> files = parsed.GetResult(_files)!.Tokens;
        string? unknown = files.FirstOrDefault(token => token.Value is ['-', _, ..] && beforeSeparator.Contains(token))?.Value;
        if (unknown is not null)
            throw new InvalidOptionException($"'{unknown}' is not an option of 'speech transcribe'; for a file of that name write './{unknown}'.");
    }

    private static bool IsAuto(string? language) =>
        language is null || language.Equals("auto", StringComparison.OrdinalIgnoreCase);

    private DecodingOptions ReadDecoding(ParseResult parsed)
    {
        DecodingOptions defaults = new();
        double? patience = parsed.GetValue(_patience);
        return defaults with
        {
            BeamSize = parsed.GetValue(_beamSize) ?? defaults.BeamSize,
            LengthPenalty = parsed.GetValue(_lengthPenalty) ?? defaults.LengthPenalty,
            Patience = patience ?? defaults.Patience,
            Stopping = patience is null ? defaults.Stopping : BeamStopping.Patience,
            Alternatives = parsed.GetValue(_alternatives) ?? defaults.Alternatives,
            RepetitionPenalty = parsed.GetValue(_repetitionPenalty) ?? defaults.RepetitionPenalty,
            NoRepeatNgramSize = parsed.GetValue(_noRepeatNgramSize) ?? defaults.NoRepeatNgramSize,
            MaxTokens = parsed.GetValue(_maxTokens),
        };
    }

    private void Check(CommandResult result)
    {
        if (result.GetResult(_files)?.Tokens.Count(token => token.Value == "-") > 1)
            result.AddError("'-' was given more than once; standard input can be read only once.");
        if (result.GetValue(_allowedLanguages) is not null && !IsAuto(result.GetValue(_language)))
            result.AddError("--allowed-languages was given with --language; expected one of them, since a given language is not detected.");
    }
}
