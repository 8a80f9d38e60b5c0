using Speech.Sdk;

namespace Speech.Cli.Live;

/// <summary>A program that writes what the microphone hears to its standard output: 16-bit little endian samples, mono, 16 kHz.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Arguments">What makes it write so.</param>
internal sealed record CaptureCommand(string Name, string Path, IReadOnlyList<string> Arguments)
{
    public const int SampleRate = 16_000;

    private const string Rate = "16000";

    /// <summary>The program asked for, or the first that is installed.</summary>
    /// <param name="source">Its name; null for any.</param>
    /// <param name="device">The microphone; null for the default one.</param>
    /// <param name="folders">Where programs lie, as in PATH.</param>
    /// <exception cref="SpeechException">None is installed, or the platform needs a device name.</exception>
    public static CaptureCommand Find(string? source, string? device, string? folders)
    {
        string[] candidates = source is not null ? [source] : OperatingSystem.IsLinux() ? ["arecord", "parec", "ffmpeg"] : ["ffmpeg"];
        foreach (string name in candidates)
        {
            if (PathOf(name, folders) is { } path)
                return new CaptureCommand(name, path, ArgumentsOf(name, device, folders));
        }

        throw new SpeechException(source is null
            ? $"speech listen: no capture program is installed; expected {string.Join(", ", candidates)} on the PATH. {Advice()}"
            : $"--source {source}: there is no such program on the PATH. {Advice()}");
    }

    private static string Advice() =>
        OperatingSystem.IsLinux() ? "Install alsa-utils (arecord), pulseaudio-utils (parec) or ffmpeg."
        : OperatingSystem.IsMacOS() ? "Install ffmpeg, for example with 'brew install ffmpeg'."
        : "Install ffmpeg, for example with 'winget install ffmpeg'.";

    private static IReadOnlyList<string> ArgumentsOf(string name, string? device, string? folders) => name switch
    {
        "arecord" => ["-q", "-t", "raw", "-f", "S16_LE", "-r", Rate, "-c", "1", .. device is null ? Array.Empty<string>() : ["-D", device]],
        "parec" =>
        [
            "--raw", "--format=s16le", $"--rate={Rate}", "--channels=1", "--latency-msec=50", .. device is null ? Array.Empty<string>() : [$"--device={device}"],
        ],
        _ => ["-nostdin", "-hide_banner", "-loglevel", "error", .. FfmpegInput(device, folders), "-ac", "1", "-ar", Rate, "-f", "s16le", "-"],
    };

    private static string[] FfmpegInput(string? device, string? folders)
    {
        if (OperatingSystem.IsMacOS())
            return ["-f", "avfoundation", "-i", $":{device ?? "default"}"];
        if (OperatingSystem.IsWindows())
        {
            return device is not null ? ["-f", "dshow", "-i", $"audio={device}"] : throw new SpeechException(
                "speech listen: ffmpeg has no default microphone on Windows; give --device-name with one that 'ffmpeg -list_devices true -f dshow -i dummy' lists.");
        }

        // Where PulseAudio or PipeWire runs, its tools are there too, and ALSA's default device may be taken.
        bool pulse = PathOf("pactl", folders) is not null;
        return ["-f", pulse ? "pulse" : "alsa", "-i", device ?? "default"];
    }

    private static string? PathOf(string name, string? folders)
    {
        string program = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return (folders ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
