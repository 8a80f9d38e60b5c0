using Speech.Cli.Inputs;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>
/// Works on files, one after the other or some at once, and prints what comes of them: a broken file stops nothing, a bug stops everything.
/// </summary>
internal sealed class EachFile<TResult>(ErrorLines errors, IProgressDisplay display)
{
    // Results that wait for an earlier file's are far smaller than what it takes to make them, but not nothing.
    private const int WaitingPerPlace = 16;

    /// <summary>Files in work at a time; others are not opened.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Whether results are printed in the order of the files rather than as soon as they are there.</summary>
    public bool InOrder { get; init; } = true;

    public required Func<InputFile, IProgress<TranscriptionProgress>?, CancellationToken, Task<TResult>> Hear { get; init; }

    /// <summary>Puts a result where it belongs; never called twice at once.</summary>
    public required Action<InputFile, TResult> Print { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim places = new(AtOnce);
        Queue<InputFile> waiting = new(inputs);
        List<(InputFile Input, Task<TResult> Work)> begun = [];
        int most = AtOnce == 1 ? 1 : AtOnce * WaitingPerPlace;
        try
        {
            while (waiting.Count + begun.Count > 0)
            {
                while (begun.Count < most && waiting.TryDequeue(out InputFile? input))
                    begun.Add((input, HearAsync(input, places, stop.Token)));
                if (!InOrder)
                    await Task.WhenAny(begun.Select(file => file.Work)).ConfigureAwait(false);
                (InputFile Input, Task<TResult> Work) next = InOrder ? begun[0] : begun.First(file => file.Work.IsCompleted);
                begun.Remove(next);
                if (!await PrintAsync(next.Input, next.Work).ConfigureAwait(false))
                    return ExitCode.Bug;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(begun.Select(file => file.Work))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return errors.Any ? ExitCode.Failure : ExitCode.Success;
    }

    private async Task<TResult> HearAsync(InputFile input, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await display.RunAsync(input.DisplayName, progress => Hear(input, progress, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    /// <returns>Whether to go on.</returns>
    private async Task<bool> PrintAsync(InputFile input, Task<TResult> work)
    {
        try
        {
            TResult result = await work.ConfigureAwait(false);
            display.Print(() => Print(input, result));
            return true;
        }
        catch (Exception exception) when (IsOfThisFile(exception))
        {
            display.Print(() => errors.Add(input.DisplayName, exception));
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !ErrorLines.IsExpected(exception))
        {
            display.Print(() => errors.AddBug(input.DisplayName, exception));
            return false;
        }
    }

    // A rejected option or a full disk would meet every other file too.
    private static bool IsOfThisFile(Exception exception) =>
        ErrorLines.IsExpected(exception) && exception is not (InvalidOptionException or StandardOutputException);
}
