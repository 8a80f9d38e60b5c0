using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

internal static class WordTimes
{
    /// <summary>Turns word times on for an option that is nothing without them.</summary>
    /// <exception cref="InvalidOptionException">Times were turned off.</exception>
    public static TranscriptionOptions WithWordTimesFor(this TranscriptionOptions options, string option) => options.Timestamps
        ? options with { WordTimestamps = true }
        : throw new InvalidOptionException($"--no-timestamps was given with {option}, which needs the times of words; leave one of them out.");
}
