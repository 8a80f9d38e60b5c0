using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference;

/// <summary>
/// ONNX Runtime's own telemetry, which since 1.31 keeps a database of events and an identifier of the machine in the user's cache folder, on Linux and macOS as
/// well. A library that hears people speak has nobody to tell of it: it is off unless the user has said otherwise by the same variable.
/// </summary>
internal static partial class Telemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>To be called before ONNX Runtime makes its environment.</summary>
    public static void TurnOff()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
            return;
        Environment.SetEnvironmentVariable(Variable, "1");
        // On Unix the runtime keeps variables to itself; native code reads the process' own.
        if (!OperatingSystem.IsWindows())
            _ = SetVariable(Variable, "1", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
