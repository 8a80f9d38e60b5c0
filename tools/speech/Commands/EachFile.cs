using Speech.Cli.Inputs;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>Works on one file after the other: a broken one stops nothing, a bug stops everything.</summary>
internal static class EachFile
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<InputFile> inputs, ErrorLines errors, Func<InputFile, Task> work)
    {
        foreach (InputFile input in inputs)
        {
            try
            {
                await work(input).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsOfThisFile(exception))
            {
                errors.Add(input.DisplayName, exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !ErrorLines.IsExpected(exception))
            {
                errors.AddBug(input.DisplayName, exception);
                return ExitCode.Bug;
            }
        }

        return errors.Any ? ExitCode.Failure : ExitCode.Success;
    }

    // A rejected option or a full disk would meet every other file too.
    private static bool IsOfThisFile(Exception exception) =>
        ErrorLines.IsExpected(exception) && exception is not (InvalidOptionException or StandardOutputException);
}
