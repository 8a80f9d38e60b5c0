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

    /// <summary>The lines that a program writes until it ends.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="failsAnyway">Whether what is wanted comes to either output, with whatever exit code.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SpeechException">It cannot be started, or it fails.</exception>
    public static async Task<IReadOnlyList<string>> LinesAsync(string path, IReadOnlyList<string> arguments, bool failsAnyway, CancellationToken cancellationToken)
    {
        using Process process = Start(path, arguments);
        await using CancellationTokenRegistration ending = cancellationToken.Register(() => End(process));
        Task<string> reading = process.StandardOutput.ReadToEndAsync(CancellationToken.None), errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        // A read of a pipe cannot be cancelled; one that hangs is left behind.
        string[] texts = await Task.WhenAll(reading, errors).WaitAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (failsAnyway)
            return Lines(texts[0] + texts[1]);
        return process.ExitCode == 0 ? Lines(texts[0])
            : throw new SpeechException($"{Path.GetFileName(path)} {Failure(process, Lines(texts[1]) is [.., var last] ? last.Trim() : "")}. It was asked for the microphones; check the sound system, or choose another Program.");
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
        return Failure(_process, _lastError);
    }

    public void End() => End(_process);

    public void Dispose()
    {
        End();
        // A process that is disposed leaves an output open that somebody has read.
        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Failure(Process process, string lastLine) =>
        $"ended with exit code {process.ExitCode}; " + (lastLine.Length > 0 ? $"it says: {lastLine.TrimEnd('.')}" : "it says nothing");

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
