using System.Globalization;
using System.Text.RegularExpressions;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>ffmpeg, by AVFoundation on macOS, DirectShow on Windows, PulseAudio or ALSA on Linux.</summary>
internal sealed partial record Ffmpeg() : CaptureProgram("ffmpeg", Installation)
{
    // To list is, on macOS and Windows, to fail to open an input of that name.
    public override bool ListsWhileItFails => true;

    private static string Installation =>
        OperatingSystem.IsMacOS() ? "install ffmpeg, for example with 'brew install ffmpeg'"
        : OperatingSystem.IsWindows() ? "install ffmpeg, for example with 'winget install ffmpeg'"
        : "install ffmpeg";

    public override IReadOnlyList<string> Arguments(string? device, int sampleRate, ProgramFolders folders) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error", .. Input(device, folders), "-ac", "1", "-ar", sampleRate.ToString(CultureInfo.InvariantCulture), "-f", "s16le", "-",
    ];

    public override (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders) => (Name,
        OperatingSystem.IsMacOS() ? ["-hide_banner", "-f", "avfoundation", "-list_devices", "true", "-i", ""]
        : OperatingSystem.IsWindows() ? ["-hide_banner", "-f", "dshow", "-list_devices", "true", "-i", "dummy"]
        : ["-hide_banner", "-sources", Linux(folders)]);

    // macOS: "[AVFoundation indev @ 0x1] [0] Name" behind "audio devices:"; Windows: "[dshow @ 1] "Name" (audio)"; Linux: "* name [Description] (audio)".
    public override IReadOnlyList<CaptureDevice> ReadListing(IReadOnlyList<string> lines)
    {
        int audio = lines.ToList().FindIndex(line => line.EndsWith("AVFoundation audio devices:", StringComparison.Ordinal));
        if (audio >= 0)
            return [.. lines.Skip(audio + 1).Select(line => AvFoundation().Match(line)).Where(match => match.Success).Select(match => new CaptureDevice(match.Groups[1].Value, match.Groups[2].Value))];
        CaptureDevice[] shown = [.. lines.Select(line => DirectShow().Match(line)).Where(match => match.Success).Select(match => new CaptureDevice(match.Groups[1].Value, match.Groups[1].Value))];
        return shown.Length > 0 ? shown
            : [.. lines.Select(line => Source().Match(line)).Where(match => match.Success).Select(match => new CaptureDevice(match.Groups[2].Value, match.Groups[3].Value, match.Groups[1].Value == "*"))];
    }

    private static string[] Input(string? device, ProgramFolders folders)
    {
        if (OperatingSystem.IsMacOS())
            return ["-f", "avfoundation", "-i", $":{device ?? "default"}"];
        if (OperatingSystem.IsWindows())
        {
            return device is not null ? ["-f", "dshow", "-i", $"audio={device}"] : throw new SpeechException(
                "ffmpeg has no default microphone on Windows; give a Device that 'ffmpeg -list_devices true -f dshow -i dummy' lists, or capture by WASAPI.");
        }

        return ["-f", Linux(folders), "-i", device ?? "default"];
    }

    // Where PulseAudio or PipeWire runs, its tools are there too, and ALSA's default device may be taken.
    private static string Linux(ProgramFolders folders) => folders.Find("pactl") is not null ? "pulse" : "alsa";

    [GeneratedRegex(@"\] \[(\d+)\] (.+)$")]
    private static partial Regex AvFoundation();

    [GeneratedRegex("\"(.+)\" \\(audio\\)$")]
    private static partial Regex DirectShow();

    [GeneratedRegex(@"^\s*(\*?)\s*(\S+) \[(.*)\](?: \(.*\))?$")]
    private static partial Regex Source();
}
