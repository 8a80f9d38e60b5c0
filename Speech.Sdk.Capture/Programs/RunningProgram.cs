using System.ComponentModel;
using System.Diagnostics;

namespace Speech.Sdk.Capture.Programs;

/// <summary>A program while it runs; with it ends what it started.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private volatile string _lastError = "";

    /// <exception cref="SpeechException">It cannot be started.</exception>
    public RunningProgram(string path, IReadOnlyList<string> arguments)
    {
        _process = Start(path, arguments);
        _process.ErrorDataReceived += (_, line) => _lastError = string.IsNullOrWhiteSpace(line.Data) ? _lastError : line.Data.Trim();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that a program writes, to either output; it may end as it likes.</summary>
    /// <exception cref="SpeechException">It cannot be started.</exception>
    public static async Task<IReadOnlyList<string>> LinesAsync(string path, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using Process process = Start(path, arguments);
        await using CancellationTokenRegistration ending = cancellationToken.Register(() => End(process));
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return (output + await error.ConfigureAwait(false)).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What it writes to its standard output; 0 at the end.</summary>
    // A read of a pipe cannot be cancelled, and what the program started may hold it open when the program is gone: a read that hangs is left behind.
    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _process.StandardOutput.BaseStream.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken);

    /// <summary>Why it ended, where that is not as it should; null otherwise.</summary>
    public async Task<string?> FailureAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It closed its output and goes on, or something that it started holds its pipes.
        }

        if (!_process.HasExited || _process.ExitCode == 0)
            return null;
        return $"ended with exit code {_process.ExitCode}; " + (_lastError.Length > 0 ? $"it says: {_lastError.TrimEnd('.')}" : "it says nothing");
    }

    public void End() => End(_process);

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    private static Process Start(string path, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception cause)
        {
            throw new SpeechException($"{path}: cannot be started: {cause.Message} Check it, or choose another Program.", cause);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or is just ending.
        }
    }
}
