using System.Diagnostics;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable, as a process.</summary>
internal static class CliProcess
{
    public static string Executable => Path.Combine(AppContext.BaseDirectory, "speech.dll");

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => ChildProcess.RunAsync(Start(arguments));

    public static ProcessStartInfo Start(params string[] arguments) => new("dotnet", [Executable, .. arguments]);
}
