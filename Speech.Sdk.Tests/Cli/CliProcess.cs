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

        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
