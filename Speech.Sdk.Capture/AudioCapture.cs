using Speech.Sdk.Audio;
using Speech.Sdk.Capture.Programs;
using Speech.Sdk.Capture.Wasapi;

namespace Speech.Sdk.Capture;

/// <summary>The microphones of this machine.</summary>
public static class AudioCapture
{
    private const string WasapiName = "wasapi";

    /// <summary>Everything that <see cref="CaptureOptions.Program"/> may be.</summary>
    public static IReadOnlyList<string> Names { get; } = [WasapiName, .. CaptureProgram.All.Select(program => program.Name)];

    /// <summary>The microphone that the options choose; nothing is heard before it is enumerated.</summary>
    /// <exception cref="SpeechException">What captures is not there; says what to install.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public static IAudioCapture Create(CaptureOptions? options = null)
    {
        options ??= new CaptureOptions();
        options.Validate();
        if (options.Program == WasapiName || (options.Program is null && OperatingSystem.IsWindows()))
        {
            return OperatingSystem.IsWindowsVersionAtLeast(10) ? new WasapiCapture(options)
                : throw new SpeechException($"WASAPI is a part of Windows 10 and later, and this is {Environment.OSVersion}; choose another Program, or null for what is there.");
        }

        ProgramFolders folders = new(options.SearchPath ?? Environment.GetEnvironmentVariable("PATH"));
        IReadOnlyList<CaptureProgram> candidates = options.Program is { } name ? [CaptureProgram.All.Single(program => program.Name == name)] : CaptureProgram.OfThisPlatform;
        CaptureProgram found = candidates.FirstOrDefault(candidate => folders.Find(candidate.Name) is not null) ?? throw Missing(options, candidates);
        return new ProgramCapture(found, options, folders);
    }

    private static SpeechException Missing(CaptureOptions options, IReadOnlyList<CaptureProgram> candidates) => new(options.Program is { } name
        ? $"{name}: there is no such program on the PATH; {candidates[0].HowToInstall}, or choose another one."
        : $"No capture program is installed; expected {string.Join(", ", candidates.Select(candidate => candidate.Name))} on the PATH. {Capital(candidates[0].HowToInstall)}.");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
