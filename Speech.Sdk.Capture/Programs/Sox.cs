using System.Globalization;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>SoX, by CoreAudio on macOS and ALSA on Linux.</summary>
internal sealed record Sox() : CaptureProgram("sox", OperatingSystem.IsMacOS() ? "install sox, for example with 'brew install sox'" : "install sox")
{
    public override IReadOnlyList<string> Arguments(string? device, int sampleRate, ProgramFolders folders) =>
    [
        "-q", "-t", OperatingSystem.IsMacOS() ? "coreaudio" : OperatingSystem.IsWindows() ? "waveaudio" : "alsa", device ?? "default",
        "-t", "raw", "-e", "signed-integer", "-b", "16", "-L", "-r", sampleRate.ToString(CultureInfo.InvariantCulture), "-c", "1", "-",
    ];

    public override (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders) =>
        throw new SpeechException("sox does not list microphones; look into the system's sound settings, or choose ffmpeg as the Program, which does.");

    public override IReadOnlyList<CaptureDevice> ReadListing(IReadOnlyList<string> lines) => [];
}
