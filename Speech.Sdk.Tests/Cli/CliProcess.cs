using System.Diagnostics;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable, as a process: what was built beside the tests, or the program that the variable SPEECH_CLI names, as one that was published.</summary>
internal static class CliProcess
{
    /// <summary>The words that call it.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Environment.GetEnvironmentVariable("SPEECH_CLI") is { Length: > 0 } program ? [program] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "speech.dll")];

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => ChildProcess.RunAsync(Start(arguments));

    /// <summary>Skips a test that the program which SPEECH_CLI names may fail though nothing is wrong with it.</summary>
    /// <param name="why">What such a program does otherwise.</param>
    public static void RequireOwnBuild(string why)
    {
        if (Command.Count == 1)
            Assert.Ignore($"SPEECH_CLI names {Command[0]}, which was not built with these tests: {why}.");
    }

    public static ProcessStartInfo Start(params string[] arguments) => new(Command[0], [.. Command.Skip(1), .. arguments]);
}
