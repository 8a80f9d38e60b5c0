using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;
using Speech.Sdk.Audio;
using Speech.Sdk.Capture;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which microphone, and by what.</summary>
internal sealed class CaptureGroup : IOptionGroup
{
    private readonly Option<string?> _source = CommandOption.Choice("--source", "What captures: an interface of the system or a program. [default: auto, what is there]", ["auto", .. AudioCapture.Names]);
    private readonly Option<bool> _listDevices = CommandOption.Flag("--list-devices", "List the microphones and end.");
    private readonly Option<string?> _deviceName = CommandOption.Text("--device-name", "NAME", "The microphone, as what captures calls it.");

    public LiveOptions Live { get; } = new();

    public string Title => "Live audio";

    public IReadOnlyList<Option> Options => [_source, _deviceName, _listDevices, .. Live.All];

    public IEnumerable<string> Problems(ParseResult parsed) => [];

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;

    public bool ListsDevices(ParseResult parsed) => parsed.GetValue(_listDevices);

    /// <summary>The microphone that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Where programs lie, as in PATH.</param>
    /// <exception cref="SpeechException">What captures is not there.</exception>
    public IAudioCapture Microphone(ParseResult parsed, string? folders) => AudioCapture.Create(new CaptureOptions
    {
        Program = parsed.GetValue(_source) is { } source and not "auto" ? source : null,
        Device = parsed.GetValue(_deviceName),
        SearchPath = folders ?? "",
    });
}
