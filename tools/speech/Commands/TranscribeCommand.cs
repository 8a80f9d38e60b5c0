using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary><c>speech transcribe FILE…</c></summary>
internal sealed class TranscribeCommand : GroupedCommand
{
    private readonly FileArguments _files = new();
    private readonly ModelGroup _model = new();
    private readonly OutputGroup _output = new();
    private readonly DecodingGroup _decoding = new();
    private readonly StreamGroup _stream = new();

    public TranscribeCommand()
        : base("transcribe", "Writes down what is said in recordings.")
    {
        Groups = [_model, new SpeechGroup(), _stream, _output, new SteeringGroup(), _decoding, new LanguageModelGroup(_decoding.BeamSize), new FallbackGroup(), new VoiceActivityGroup()];
        Arguments.Add(_files.Argument);
        foreach (Option option in Groups.SelectMany(group => group.Options))
            Options.Add(option);
        Validators.Add(_files.Check);
    }

    public override IReadOnlyList<IOptionGroup> Groups { get; }

    /// <summary>Whether standard input is live audio.</summary>
    public bool IsLive(ParseResult parsed) => _stream.IsOn(parsed);

    /// <summary>What was asked for where it is.</summary>
    /// <exception cref="InvalidOptionException">A value is out of range, or options contradict each other.</exception>
    public (LiveSettings Settings, (int SampleRate, int Channels)? Raw) ReadLive(ParseResult parsed)
    {
        if (_files.Read(parsed) is not ["-"])
            throw new InvalidOptionException("--stream reads live audio from standard input; give - as the only FILE.");
        return (_stream.Live.Read(parsed, Groups, _model, _output), _stream.Raw(parsed));
    }

    /// <exception cref="InvalidOptionException">A value is out of range, or options contradict each other.</exception>
    /// <exception cref="SpeechException">A file that an option names cannot be read.</exception>
    public TranscribeSettings Read(ParseResult parsed)
    {
        string[] files = _files.Read(parsed);
        string[] problems = [.. Groups.SelectMany(group => group.Problems(parsed))];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        TranscribeSettings settings = new()
        {
            Files = files,
            Model = _model.Model(parsed),
            Writers = _output.Writers(parsed),
            OutputFolder = _output.Folder(parsed),
            Resumes = _output.Resumes(parsed),
            Precision = _model.Precision(parsed),
            Verbose = _model.Verbose(parsed),
            Quiet = _output.Quiet(parsed),
            Recognizer = Groups.Aggregate(new RecognizerOptions(), (options, group) => group.Apply(options, parsed)),
            Transcription = Groups.Aggregate(new TranscriptionOptions(), (options, group) => group.Apply(options, parsed)),
        };
        settings.Recognizer.Validate();
        settings.Transcription.Validate();
        return settings;
    }
}
