using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;
using Speech.Sdk.Capture;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which microphone, and by what.</summary>
internal sealed class CaptureGroup : IOptionGroup
{
    private readonly Option<string?> _source = CommandOption.Choice("--source", "What captures: an interface of the system or a program. [default: auto, what is there]", ["auto", .. AudioCapture.Names]);
    private readonly Option<string?> _deviceName = CommandOption.Text("--device-name", "NAME", "The microphone, as what captures calls it.");

    public LiveOptions Live { get; } = new();

    public string Title => "Live audio";

    public IReadOnlyList<Option> Options => [_source, _deviceName, .. Live.All];

    public IEnumerable<string> Problems(ParseResult parsed) => [];

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;

    /// <summary>What captures; null for what is there.</summary>
    public string? Source(ParseResult parsed) => parsed.GetValue(_source) is { } source and not "auto" ? source : null;

    public string? DeviceName(ParseResult parsed) => parsed.GetValue(_deviceName);
}
