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
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Recordings: paths, patterns (*, **), or - for standard input.", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = "A name of 'speech models list', an exported folder, or a checkpoint folder, which is converted on first use.",
        HelpName = "NAME|FOLDER", DefaultValueFactory = _ => ModelCatalogue.DefaultName,
    };

    private readonly Option<string?> _language = new("--language", "-l") { Description = "The spoken language's code, or auto. [default: auto]", HelpName = "CODE" };
    private readonly Option<string?> _allowedLanguages = new("--allowed-languages") { Description = "Languages that detection may choose from.", HelpName = "a,b" };
    private readonly Option<string?> _task = new("--task") { Description = "Write what was said, or its translation into English. [default: transcribe]", HelpName = "transcribe|translate", CustomParser = Parsers.OneOf("transcribe", "translate") };
    private readonly Option<string?> _format = new("--format", "-f") { Description = "What to write. [default: txt]", HelpName = "txt|json|jsonl|srt|vtt|tsv", CustomParser = Parsers.OneOf("txt", "json", "jsonl", "srt", "vtt", "tsv") };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write DIR/<name>.<format> instead of standard output.", HelpName = "DIR" };
    private readonly Option<string?> _device = new("--device") { Description = "Where to run; auto takes the best that works here. [default: auto]", HelpName = "auto|cpu|cuda|directml", CustomParser = Parsers.OneOf("auto", "cpu", "cuda", "directml") };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads of one inference. [default: 0, the physical cores]", HelpName = "N", CustomParser = Parsers.Whole };
    private readonly Option<int?> _beamSize = new("--beam-size") { Description = "Hypotheses kept in parallel. [default: 1, greedy]", HelpName = "N", CustomParser = Parsers.Whole };
    private readonly Option<double?> _lengthPenalty = new("--length-penalty") { Description = "Exponent of the length that scores are divided by. [default: 1]", HelpName = "X", CustomParser = Parsers.Number };
    private readonly Option<double?> _patience = new("--patience") { Description = "Search on until round(beam size * X) hypotheses are finished.", HelpName = "X", CustomParser = Parsers.Number };
    private readonly Option<int?> _alternatives = new("--alternatives") { Description = "Hypotheses a segment in json and jsonl. [default: 1]", HelpName = "N", CustomParser = Parsers.Whole };
    private readonly Option<double?> _repetitionPenalty = new("--repetition-penalty") { Description = "Above 1: words already written become less likely. [default: 1]", HelpName = "X", CustomParser = Parsers.Number };
    private readonly Option<int?> _noRepeatNgramSize = new("--no-repeat-ngram-size") { Description = "No N tokens in a row are written twice. [default: 0, off]", HelpName = "N", CustomParser = Parsers.Whole };
    private readonly Option<string?> _prompt = new("--prompt") { Description = "Text that precedes the recording: names, spelling, style.", HelpName = "TEXT" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "Text that the transcript is made to begin with.", HelpName = "TEXT" };
    private readonly Option<bool> _noTimestamps = new("--no-timestamps") { Description = "Decode without time tokens: one segment a window." };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "At most this many tokens a window.", HelpName = "N", CustomParser = Parsers.Whole };
    private readonly Option<int?> _batchSize = new("--batch-size") { Description = "Windows decoded together; results do not depend on it. [default: 8]", HelpName = "N", CustomParser = Parsers.Whole };
    private readonly Option<string?> _precision = ModelPrecisions.CreateOption();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public TranscribeCommand()
        : base("transcribe", "Writes down what is said in recordings.")
    {
        Arguments.Add(_files);
        foreach (Option option in new Option[]
        {
            _model, _language, _allowedLanguages, _task, _format, _output, _device, _threads, _beamSize, _lengthPenalty, _patience, _alternatives,
            _repetitionPenalty, _noRepeatNgramSize, _prompt, _prefix, _noTimestamps, _maxTokens, _batchSize, _precision, _quiet,
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
            Recognizer = new() { ExecutionProvider = Enum.Parse<ExecutionProvider>(parsed.GetValue(_device) ?? "auto", ignoreCase: true), Threads = parsed.GetValue(_threads) ?? 0 },
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
        HashSet<Token> beforeSeparator = new(parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash), ReferenceEqualityComparer.Instance);
        Token? unknown = parsed.GetResult(_files)!.Tokens.FirstOrDefault(token => token.Value is ['-', _, ..] && beforeSeparator.Contains(token));
        if (unknown is not null)
            throw new InvalidOptionException($"'{unknown.Value}' is not an option of 'speech transcribe'; for a file of that name write './{unknown.Value}'.");
    }

    private static bool IsAuto(string? language) => language is null || language.Equals("auto", StringComparison.OrdinalIgnoreCase);

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
