using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Cli.Live;
using Speech.Cli.Terminal;

namespace Speech.Cli.Commands;

/// <summary><c>speech listen</c>: the microphone.</summary>
internal sealed class ListenCommand : GroupedCommand
{
    private readonly ModelGroup _model = new();
    private readonly OutputGroup _output = new();
    private readonly DecodingGroup _decoding = new();
    private readonly CaptureGroup _capture = new();

    public ListenCommand(CliEnvironment environment, ErrorLines errors)
        : base("listen", "Writes down what is said into the microphone, until Ctrl-C.")
    {
        Groups = [_model, new SpeechGroup(), _capture, _output, new SteeringGroup(), _decoding, new LanguageModelGroup(_decoding.BeamSize), new FallbackGroup(), new VoiceActivityGroup()];
        foreach (Option option in Groups.SelectMany(group => group.Options).Where(LiveOptions.HasMeaning))
            Options.Add(option);
        SetAction((parsed, stop) =>
        {
            LiveSettings settings = _capture.Live.Read(parsed, Groups, _model, _output);
            CaptureCommand capture = CaptureCommand.Find(_capture.Source(parsed), _capture.DeviceName(parsed), environment.Variable("PATH"));
            return new LiveRun(environment, settings, errors).RunAsync(new Microphone(capture), stop);
        });
    }

    public override IReadOnlyList<IOptionGroup> Groups { get; }
}
