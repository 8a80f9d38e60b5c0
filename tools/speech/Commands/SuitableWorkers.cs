using Speech.Cli.Inputs;
using Speech.Sdk;
using Speech.Sdk.Evaluation;

namespace Speech.Cli.Commands;

/// <summary>
/// How many workers suit a command's recordings, where nobody says. Two for short ones, which one worker leaves a core idle with now and then. Only where a recording is cut into windows that
/// know nothing of each other: of one after the other a long recording would be left to half of the threads in the end.
/// </summary>
internal static class SuitableWorkers
{
    // Windows of longer recordings keep one worker as busy, which needs less memory.
    private static readonly TimeSpan LongestShort = TimeSpan.FromMinutes(2);

    // So long a WAV at 16 kHz, some of what is compressed.
    private const long LargestShortFile = 4 << 20;

    public static int For(IReadOnlyList<InputFile> inputs, TranscriptionOptions options) => For(inputs, input => !input.IsPipe && IsShort(input.Name), options);

    /// <summary>The same for clips, whose length a manifest may tell. Those without a recording are not heard.</summary>
    public static int For(IReadOnlyList<EvaluationClip> clips, TranscriptionOptions options) =>
        For([.. clips.Where(clip => clip.AudioPath is not null)], clip => Length(clip) is { } length ? length <= LongestShort : IsShort(clip.AudioPath!), options);

    private static int For<T>(IReadOnlyList<T> recordings, Func<T, bool> isShort, TranscriptionOptions options) =>
        recordings.Count > 1 && options.LongForm is null or LongForm.Batched && recordings.All(isShort) ? 2 : 1;

    private static TimeSpan? Length(EvaluationClip clip) => clip.Range is { End: { } end } range ? end - range.Start : clip.Range is null ? clip.Duration : null;

    // What cannot be looked at is told when it is opened.
    private static bool IsShort(string path) => new FileInfo(path) is { Exists: true, Length: <= LargestShortFile };
}
