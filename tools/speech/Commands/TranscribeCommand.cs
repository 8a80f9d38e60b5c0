using System.CommandLine;
using System.CommandLine.Parsing;
using Speech.Cli.Commands.OptionGroups;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech transcribe FILE…</c></summary>
internal sealed class TranscribeCommand : GroupedCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Recordings: paths, patterns (*, **), or - for standard input.", Arity = ArgumentArity.OneOrMore,
    };

    private readonly ModelGroup _model = new();
    private readonly OutputGroup _output = new();
    private readonly StreamGroup _stream = new();

    public TranscribeCommand()
        : base("transcribe", "Writes down what is said in recordings.")
    {
        Groups = [_model, new SpeechGroup(), _stream, _output, new SteeringGroup(), new DecodingGroup(), new FallbackGroup(), new VoiceActivityGroup()];
        Arguments.Add(_files);
        foreach (Option option in Groups.SelectMany(group => group.Options))
            Options.Add(option);
        Validators.Add(CheckStandardInput);
    }

    public override IReadOnlyList<IOptionGroup> Groups { get; }

    /// <summary>Whether standard input is live audio.</summary>
    public bool IsLive(ParseResult parsed) => _stream.IsOn(parsed);

    /// <summary>What was asked for where it is.</summary>
    /// <exception cref="InvalidOptionException">A value is out of range, or options contradict each other.</exception>
    public (LiveSettings Settings, (int SampleRate, int Channels)? Raw) ReadLive(ParseResult parsed)
    {
        CheckFiles(parsed);
        if (parsed.GetRequiredValue(_files) is not ["-"])
            throw new InvalidOptionException("--stream reads live audio from standard input; give - as the only FILE.");
        return (_stream.Live.Read(parsed, Groups, _model, _output), _stream.Raw(parsed));
    }

    /// <exception cref="InvalidOptionException">A value is out of range, or options contradict each other.</exception>
    /// <exception cref="SpeechException">A file that an option names cannot be read.</exception>
    public TranscribeSettings Read(ParseResult parsed)
    {
        CheckFiles(parsed);
        string[] problems = [.. Groups.SelectMany(group => group.Problems(parsed))];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        TranscribeSettings settings = new()
        {
            Files = parsed.GetRequiredValue(_files),
            Model = _model.Model(parsed),
            Writers = _output.Writers(parsed),
            OutputFolder = _output.Folder(parsed),
            Resumes = _output.Resumes(parsed),
            Precision = _model.Precision(parsed),
            Quiet = _output.Quiet(parsed),
            Recognizer = _model.Recognizer(parsed),
            Transcription = Groups.Aggregate(new TranscriptionOptions(), (options, group) => group.Apply(options, parsed)),
        };
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

    private void CheckStandardInput(CommandResult result)
    {
        if (result.GetResult(_files)?.Tokens.Count(token => token.Value == "-") > 1)
            result.AddError("'-' was given more than once; standard input can be read only once.");
    }
}
