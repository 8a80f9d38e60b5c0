using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which microphone, and by which program.</summary>
internal sealed class CaptureGroup : IOptionGroup
{
    private readonly Option<string?> _source = CommandOption.Choice("--source", "The capture program. [default: auto, what is installed]", ["auto", "arecord", "parec", "ffmpeg"]);
    private readonly Option<string?> _deviceName = CommandOption.Text("--device-name", "NAME", "The microphone, as the capture program calls it.");

    public LiveOptions Live { get; } = new();

    public string Title => "Live audio";

    public IReadOnlyList<Option> Options => [_source, _deviceName, .. Live.All];

    public IEnumerable<string> Problems(ParseResult parsed) => [];

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;

    /// <summary>The program's name; null for whichever is installed.</summary>
    public string? Source(ParseResult parsed) => parsed.GetValue(_source) is { } source and not "auto" ? source : null;

    public string? DeviceName(ParseResult parsed) => parsed.GetValue(_deviceName);
}
