using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Cli.Live;
using Speech.Cli.Terminal;
using Speech.Sdk.Capture;

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
            CaptureOptions options = new() { Program = _capture.Source(parsed), Device = _capture.DeviceName(parsed), SearchPath = environment.Variable("PATH") ?? "" };
            return new LiveRun(environment, settings, errors).RunAsync(new Microphone(AudioCapture.Create(options)), stop);
        });
    }

    public override IReadOnlyList<IOptionGroup> Groups { get; }
}
