using System.Diagnostics;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable, as a process.</summary>
internal static class CliProcess
{
    public static string Executable => Path.Combine(AppContext.BaseDirectory, "speech.dll");

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(Start(arguments));

    public static ProcessStartInfo Start(params string[] arguments) => new("dotnet", [Executable, .. arguments]);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start, byte[]? input = null)
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

        await EndAsync(process);
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>Waits for the process; one that hangs is ended and fails the test.</summary>
    public static async Task EndAsync(Process process)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The process did not end within three minutes.");
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
