using System.Diagnostics;

namespace Speech.Sdk.Tests.Support;

/// <summary>Programs that tests start.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    /// <param name="start">The program.</param>
    /// <param name="input">What it reads; null for the test's own standard input.</param>
    /// <param name="limit">How long it may take. <value>null: three minutes.</value></param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start, byte[]? input = null, TimeSpan? limit = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = input is not null;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }

        await EndAsync(process, limit);
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>Waits for the process; one that hangs is ended and fails the test.</summary>
    public static async Task EndAsync(Process process, TimeSpan? limit = null)
    {
        using CancellationTokenSource late = new(limit ?? Longest);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {(limit ?? Longest).TotalMinutes} minutes.");
        }
    }

    /// <summary>Sends a signal by the shell's own kill.</summary>
    public static async Task SignalAsync(Process process, string signal)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Skips the test where signals do not exist, or where this run was told to ignore them, which its children inherit (<c>nohup</c>, <c>&amp;</c> in a script).</summary>
    public static void RequireSignal(string signal)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs POSIX signals.");
        int number = signal == "INT" ? 2 : 15;
        string? mask = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        if (mask is not null && (Convert.ToUInt64(mask["SigIgn:".Length..].Trim(), 16) >> (number - 1) & 1) != 0)
            Assert.Ignore($"SIG{signal} is ignored in this run.");
    }
}
