namespace Speech.Cli.Terminal;

/// <summary>Which display suits.</summary>
internal static class ProgressDisplays
{
    /// <summary>One for standard error as it is: nothing where nobody looks, which also spares a script Spectre.Console's start-up time.</summary>
    public static IProgressDisplay Create(CliEnvironment environment, bool quiet, int atOnce = 1, int files = 1)
    {
        if (quiet || !environment.ErrorIsTerminal)
            return new NoProgress();
        return atOnce > 1 ? new SharedProgress(environment.Error, files, environment.ErrorWidth) : new TerminalProgress(environment.Error);
    }
}
