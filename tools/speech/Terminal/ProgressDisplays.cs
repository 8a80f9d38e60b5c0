namespace Speech.Cli.Terminal;

/// <summary>Which display suits.</summary>
internal static class ProgressDisplays
{
    /// <summary>One for standard error as it is: nothing where nobody looks, which also spares a script Spectre.Console's start-up time.</summary>
    public static IProgressDisplay Create(CliEnvironment environment, bool quiet) =>
        quiet || !environment.ErrorIsTerminal ? new NoProgress() : new TerminalProgress(environment.Error);

    /// <summary>One for files that are heard together. null: nobody looks.</summary>
    public static SharedProgress? CreateShared(CliEnvironment environment, bool quiet, int files) =>
        quiet || !environment.ErrorIsTerminal ? null : new SharedProgress(environment.Error, files, environment.ErrorWidth);
}
