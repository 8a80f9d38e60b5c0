using System.Globalization;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>PipeWire's recorder, of a version that knows <c>--raw</c>.</summary>
internal sealed record PwRecord() : CaptureProgram("pw-record", "install pipewire-bin (one whose pw-record knows --raw)")
{
    public override IReadOnlyList<string> Arguments(string? device, int sampleRate, ProgramFolders folders) =>
    [
        "--raw", "--format=s16", string.Create(CultureInfo.InvariantCulture, $"--rate={sampleRate}"), "--channels=1", "--latency=50ms",
        .. device is null ? Array.Empty<string>() : [$"--target={device}"], "-",
    ];

    public override (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders) => PulseSources.Listing(folders);

    public override IReadOnlyList<CaptureDevice> ReadListing(IReadOnlyList<string> lines) => PulseSources.Read(lines);
}
