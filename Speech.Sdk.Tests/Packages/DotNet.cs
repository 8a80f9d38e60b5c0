using System.Diagnostics;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>The dotnet command, as a process.</summary>
internal static class DotNet
{
    // A build server that outlives its command would hold the test's pipes open.
    private static readonly string[] Alone = ["MSBUILDDISABLENODEREUSE=1", "DOTNET_CLI_USE_MSBUILD_SERVER=0", "UseSharedCompilation=false", "DOTNET_NOLOGO=1", "DOTNET_CLI_TELEMETRY_OPTOUT=1", "DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1"];

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    /// <summary>Runs a command that has to succeed, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await TryAsync("dotnet", folder, arguments);
        Assert.That(exitCode, Is.Zero, () => $"dotnet {string.Join(' ', arguments)} in {folder}:\n{output}");
        return output;
    }

    /// <summary>Runs a program as the command would; gives its exit code and all that it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(string program, string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder };
        foreach (string variable in Alone)
            start.Environment[variable.Split('=')[0]] = variable.Split('=')[1];
        // What the test's own dotnet was told of its project is not for another's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && name != "MSBUILDDISABLENODEREUSE").ToArray())
            start.Environment.Remove(name);
        (int exitCode, string output, string error) = await ChildProcess.RunAsync(start, limit: Longest);
        return (exitCode, output + error);
    }
}
