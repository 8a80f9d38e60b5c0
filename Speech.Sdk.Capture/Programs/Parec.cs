using System.Globalization;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>PulseAudio's recorder.</summary>
internal sealed record Parec() : CaptureProgram("parec", "install pulseaudio-utils")
{
    public override IReadOnlyList<string> Arguments(string? device, int sampleRate, ProgramFolders folders) =>
    [
        "--raw", "--format=s16le", string.Create(CultureInfo.InvariantCulture, $"--rate={sampleRate}"), "--channels=1", "--latency-msec=50",
        .. device is null ? Array.Empty<string>() : [$"--device={device}"],
    ];

    public override (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders) => PulseSources.Listing(folders);

    public override IReadOnlyList<CaptureDevice> ReadListing(IReadOnlyList<string> lines) => PulseSources.Read(lines);
}
