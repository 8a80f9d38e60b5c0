using System.Globalization;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>ALSA's recorder.</summary>
internal sealed record Arecord() : CaptureProgram("arecord", "install alsa-utils (arecord), pulseaudio-utils (parec) or ffmpeg")
{
    public override IReadOnlyList<string> Arguments(string? device, int sampleRate, ProgramFolders folders) =>
    [
        "-q", "-t", "raw", "-f", "S16_LE", "-r", sampleRate.ToString(CultureInfo.InvariantCulture), "-c", "1", .. device is null ? Array.Empty<string>() : ["-D", device],
    ];

    public override (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders) => (Name, ["-L"]);

    // A name stands at the beginning of its line, what describes it indented below.
    public override IReadOnlyList<CaptureDevice> ReadListing(IReadOnlyList<string> lines)
    {
        List<CaptureDevice> devices = [];
        for (int line = 0; line < lines.Count; line++)
        {
            if (lines[line].Length == 0 || char.IsWhiteSpace(lines[line][0]) || lines[line] == "null")
                continue;
            string[] description = [.. lines.Skip(line + 1).TakeWhile(next => next.Length > 0 && char.IsWhiteSpace(next[0])).Select(next => next.Trim())];
            devices.Add(new CaptureDevice(lines[line], description.Length > 0 ? string.Join(", ", description) : lines[line], lines[line] == "default"));
        }

        return devices;
    }
}
