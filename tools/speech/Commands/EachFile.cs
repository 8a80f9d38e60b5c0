using Speech.Cli.Inputs;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>
/// Works on files one after the other and prints what comes of each as soon as it is there: a broken file stops nothing, a bug stops everything.
/// </summary>
internal sealed class EachFile<TResult>(ErrorLines errors, IProgressDisplay display)
{
    public required Func<InputFile, IProgress<TranscriptionProgress>?, CancellationToken, Task<TResult>> Hear { get; init; }

    /// <summary>Puts a result where it belongs.</summary>
    public required Action<InputFile, TResult> Print { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        foreach (InputFile input in inputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Print(input, await display.RunAsync(input.DisplayName, progress => Hear(input, progress, cancellationToken)).ConfigureAwait(false));
            }
            catch (Exception exception) when (ErrorLines.IsOfOneFile(exception))
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
}
