using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>A program that writes what a microphone hears to its standard output: 16-bit little endian samples, mono.</summary>
/// <param name="Name">What it is started by.</param>
/// <param name="HowToInstall">What to do where it is absent, as the rest of a sentence.</param>
internal abstract record CaptureProgram(string Name, string HowToInstall)
{
    /// <summary>Those that are known.</summary>
    public static IReadOnlyList<CaptureProgram> All { get; } = [new Arecord(), new Parec(), new Ffmpeg(), new PwRecord(), new Sox()];

    /// <summary>Those to try here, the surest first.</summary>
    public static IReadOnlyList<CaptureProgram> OfThisPlatform => OperatingSystem.IsLinux() ? [.. All.Where(program => program is not Sox)] : [.. All.Where(program => program is Ffmpeg or Sox)];

    /// <summary>Whether its listing comes with what it says of an error, and an exit code that tells nothing.</summary>
    public virtual bool ListsWhileItFails => false;

    /// <summary>What makes it write a microphone's samples.</summary>
    /// <param name="device">The microphone; null for the default one.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="folders">Where other programs lie.</param>
    /// <exception cref="SpeechException">The platform needs a device's name.</exception>
    public abstract IReadOnlyList<string> Arguments(string? device, int sampleRate, ProgramFolders folders);

    /// <summary>What lists the microphones: a program and its arguments.</summary>
    /// <exception cref="SpeechException">Nothing does.</exception>
    public abstract (string Program, IReadOnlyList<string> Arguments) Listing(ProgramFolders folders);

    /// <summary>The microphones of such a listing.</summary>
    public abstract IReadOnlyList<CaptureDevice> ReadListing(IReadOnlyList<string> lines);
}
