using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Cli.Live;
using Speech.Cli.Terminal;
using Speech.Sdk.Audio;

namespace Speech.Cli.Commands;

/// <summary><c>speech listen</c>: the microphone.</summary>
internal sealed class ListenCommand : GroupedCommand
{
    private readonly ModelGroup _model = new();
    private readonly OutputGroup _output = new(isLive: true);
    private readonly DecodingGroup _decoding = new();
    private readonly CaptureGroup _capture = new();

    public ListenCommand(CliEnvironment environment, ErrorLines errors)
        : base("listen", "Writes down what is said into the microphone, until Ctrl-C.")
    {
        Groups = [_model, new SpeechGroup(), _capture, _output, new SteeringGroup(), _decoding, new LanguageModelGroup(_decoding.BeamSize), new FallbackGroup(), new VoiceActivityGroup()];
        foreach (Option option in Groups.SelectMany(group => group.Options).Where(LiveOptions.HasMeaning))
            Options.Add(option);
        SetAction(async (parsed, stop) =>
        {
            if (_capture.ListsDevices(parsed))
                return await ListAsync(_capture.Microphone(parsed, environment.Variable("PATH")), environment.Output, stop).ConfigureAwait(false);
            LiveSettings settings = _capture.Live.Read(parsed, Groups, _model, _output);
            Microphone microphone = new(_capture.Microphone(parsed, environment.Variable("PATH")));
            return await new LiveRun(environment, settings, errors).RunAsync(microphone, stop).ConfigureAwait(false);
        });
    }

    public override IReadOnlyList<IOptionGroup> Groups { get; }

    private static async Task<int> ListAsync(IAudioCapture capture, TextWriter output, CancellationToken stop)
    {
        foreach (CaptureDevice device in await capture.ListDevicesAsync(stop).ConfigureAwait(false))
            await output.WriteLineAsync($"{device.Id}\t{device.Description}{(device.IsDefault ? " (default)" : "")}").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
