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

    /// <summary>For what is the same to the last digit, or shared, between the program and the tests.</summary>
    public static void RequireOwnBuild()
    {
        if (Command.Count == 1)
            Assert.Ignore("Needs the program that was built with the tests, not SPEECH_CLI.");
    }

    public static ProcessStartInfo Start(params string[] arguments) => new(Command[0], [.. Command.Skip(1), .. arguments]);
}
