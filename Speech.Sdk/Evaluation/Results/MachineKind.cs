using System.Runtime.InteropServices;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>What kind of machine this is.</summary>
public static class MachineKind
{
    /// <summary>Processor, number of logical processors, and system, for example <c>AMD EPYC 9R14, 2 processors, Linux x64</c>; no name of the machine.</summary>
    public static string Describe()
    {
        string system = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsLinux() ? "Linux" : RuntimeInformation.OSDescription;
        string processor = Processor() ?? "unknown processor";
        return $"{processor}, {Environment.ProcessorCount} processors, {system} {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string? Processor()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        try
        {
            return File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
