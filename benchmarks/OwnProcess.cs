using System.Diagnostics;

namespace Speech.Sdk.Benchmarks;

/// <summary>This program once more, in a process of its own, so that the memory of what it does is that alone.</summary>
internal static class OwnProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="line">Takes each line of its standard output as it comes; standard error goes where this process' goes.</param>
    /// <exception cref="SpeechException">It ended with another exit code than 0.</exception>
    public static void Run(IEnumerable<string> arguments, Action<string> line)
    {
        string self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(OwnProcess).Assembly.Location] : [];
        string[] all = [.. program, .. arguments];
        using Process process = Process.Start(new ProcessStartInfo(self, all) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } text)
            line(text);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new SpeechException($"The process of '{string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }
}
