using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>The microphones of PulseAudio, or of PipeWire in its place, as pactl lists them.</summary>
internal static class PulseSources
{
    /// <exception cref="SpeechException">pactl is not installed.</exception>
    public static (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders) => folders.Find("pactl") is not null
        ? ("pactl", ["list", "short", "sources"])
        : throw new SpeechException("Microphones are listed by pactl, which is not on the PATH; install pulseaudio-utils.");

    // Number, name, driver, format and state behind tabs.
    public static IReadOnlyList<CaptureDevice> Read(IReadOnlyList<string> lines) =>
        [.. lines.Select(line => line.Split('\t')).Where(fields => fields.Length > 1).Select(fields => new CaptureDevice(fields[1], fields.Length > 3 ? $"{fields[1]}, {fields[3]}" : fields[1]))];
}
