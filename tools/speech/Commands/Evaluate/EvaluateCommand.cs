using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Cli.Commands.Values;
using Speech.Cli.Evaluation;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Evaluation.Runs;

namespace Speech.Cli.Commands.Evaluate;

/// <summary><c>speech evaluate INPUT…</c>: how many words models get wrong.</summary>
internal sealed class EvaluateCommand : GroupedCommand
{
    private readonly Argument<string[]> _inputs = new("INPUT")
    {
        Description = "Clips with reference texts: manifests (JSONL, CSV, TSV) or folders (LibriSpeech, Common Voice, FLEURS, Kaldi, …).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly EvaluationModelGroup _models = new();
    private readonly ClipGroup _clips = new();
    private readonly ScoringGroup _scoring = new();
    private readonly ReportGroup _report = new();
    private readonly EvaluationSpeechGroup _speech = new();
    private readonly IReadOnlyList<IOptionGroup> _transcription;

    public EvaluateCommand(CliEnvironment environment, ErrorLines errors)
        : base("evaluate", "Measures word error rates over clips with reference texts.")
    {
        DecodingGroup decoding = new();
        _transcription = [_models, _speech, new SteeringGroup(), decoding, new LanguageModelGroup(decoding.BeamSize), new FallbackGroup(takesSeed: false), new VoiceActivityGroup()];
        Groups = [_models, _clips, _report, _scoring, .. _transcription.Skip(1)];
        Arguments.Add(_inputs);
        foreach (Option option in Groups.SelectMany(group => group.Options))
            Options.Add(option);
        Subcommands.Add(new MergeCommand(environment, errors));
        SetAction((parsed, stop) => new EvaluationRunner(environment, Read(parsed), errors).RunAsync(stop));
    }

    public override IReadOnlyList<IOptionGroup> Groups { get; }

    /// <exception cref="InvalidOptionException">A value is out of range, or options contradict each other.</exception>
    /// <exception cref="SpeechException">A file that an option names cannot be read.</exception>
    private EvaluateSettings Read(ParseResult parsed)
    {
        FileArguments.RejectOptions(parsed, _inputs);
        string[] problems = [.. Groups.SelectMany(group => group.Problems(parsed)), .. Problems(parsed)];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        EvaluateSettings settings = new()
        {
            Inputs = parsed.GetRequiredValue(_inputs),
            Reading = _clips.Reading(parsed),
            Selection = _clips.Selection(parsed),
            Models = _models.Models(parsed),
            Hypotheses = _models.Hypotheses(parsed),
            HypothesisReading = _models.HypothesisReading(parsed),
            Precision = _models.Precision(parsed),
            Verbose = _models.Verbose(parsed),
            Recognizer = _transcription.Aggregate(new RecognizerOptions(), (options, group) => group.Apply(options, parsed)),
            Run = new EvaluationRunOptions
            {
                Transcription = _transcription.Aggregate(new TranscriptionOptions(), (options, group) => group.Apply(options, parsed)),
                TellsLanguages = _speech.TellsLanguages(parsed),
                RetriesFailures = _clips.RetriesFailures(parsed),
            },
            OptionsText = OptionsText.Of(parsed, _transcription.SelectMany(group => group.Options).Except(_models.WithoutEffectOnTexts)),
            Report = _report.Read(parsed, _scoring.Read(parsed, _clips.Seed(parsed)), _report.Folder(parsed)),
            Quiet = _report.Quiet(parsed),
        };
        settings.Recognizer.Validate();
        settings.Run.Transcription.Validate();
        return settings;
    }

    private IEnumerable<string> Problems(ParseResult parsed)
    {
        if (_clips.Selection(parsed).Shard is null)
            yield break;
        if (_report.Folder(parsed) is null)
            yield return "--shard was given without --output; the parts meet in that folder, so give --output DIR too.";
        if (_models.Hypotheses(parsed).Count > 0)
            yield return "--hypotheses was given with --shard; texts that are there already need no parts, so score them by themselves.";
        foreach (Option option in _scoring.Options.Where(parsed.Holds))
            yield return $"{option.Name} was given with --shard; parts are not scored, so give it to 'speech evaluate merge'.";
    }
}
