using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>A process that has run to its end.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it wrote to standard output, read as UTF-8.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="Cost">What it took.</param>
internal sealed record MeasuredProcess(int ExitCode, string Output, string Error, ProcessCost Cost)
{
    // A look at a process with some threads takes well under a millisecond, so this takes a hundredth of a core.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a program; one at a time, since the time of children is told for all of them together.</summary>
    /// <exception cref="SpeechException">There is no such program, or it may not be run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process and its children are ended.</exception>
    public static async Task<MeasuredProcess> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        TimeSpan? before = ChildTime.Total();
        long begun = Stopwatch.GetTimestamp();
        using Process process = Start(start);
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken), error = process.StandardError.ReadToEndAsync(cancellationToken);
            PeakMemory memory = new(process.Id);
            Task ended = process.WaitForExitAsync(cancellationToken);
            do
                memory.Look();
            while (await Task.WhenAny(ended, Task.Delay(LookInterval, CancellationToken.None)).ConfigureAwait(false) != ended);
            TimeSpan wall = Stopwatch.GetElapsedTime(begun);
            await ended.ConfigureAwait(false);
            ProcessCost cost = new(wall, ChildTime.Total() - before, memory.Bytes);
            return new MeasuredProcess(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false), cost);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new SpeechException($"'{start.FileName}' cannot be run: {cause.Message}. Give the program's path, or a name that is on PATH.", cause);
        }
    }
}
