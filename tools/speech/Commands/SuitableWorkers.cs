using Speech.Cli.Inputs;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>How many workers suit a command's files, where nobody says.</summary>
internal static class SuitableWorkers
{
    // Two minutes of a WAV at 16 kHz, some of what is compressed. Windows of longer recordings keep one worker as busy, which needs less memory.
    private const long LargestShortFile = 4 << 20;

    /// <summary>Two for short files, which one worker leaves a core idle with now and then. Only where a recording is cut into windows that know nothing of each other: of one after the other a
    /// long recording would be left to half of the threads in the end.</summary>
    public static int For(IReadOnlyList<InputFile> inputs, TranscriptionOptions options) =>
        inputs.Count > 1 && options.LongForm is null or LongForm.Batched && inputs.All(IsShort) ? 2 : 1;

    // What cannot be looked at is told when it is opened.
    private static bool IsShort(InputFile input) => !input.IsPipe && new FileInfo(input.Name) is { Exists: true, Length: <= LargestShortFile };
}
