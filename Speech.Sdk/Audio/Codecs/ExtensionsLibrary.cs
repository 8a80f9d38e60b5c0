using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Audio.Codecs;

/// <summary>
/// The native library of ONNX Runtime Extensions. .NET finds it everywhere but on macOS, where its package keeps it in folders of an identifier with a
/// version, which .NET 8 and later do not look into.
/// </summary>
internal static class ExtensionsLibrary
{
    private const string MacOsFile = "libortextensions.dylib";

    /// <summary>Lets sessions of these options use the library's operators.</summary>
    public static void Register(SessionOptions options) =>
        Register(options, OperatingSystem.IsMacOS() ? FindOnMacOs(AppContext.BaseDirectory, RuntimeInformation.ProcessArchitecture) : null);

    /// <summary>Registers the library of a path, or the one that .NET finds.</summary>
    public static void Register(SessionOptions options, string? path)
    {
        if (path is null)
            options.RegisterOrtExtensions();
        else
            options.RegisterCustomOpLibrary(path);
    }

    /// <summary>The library of a macOS application: beside it, or in the folder of an architecture where the application is for all; null where it is in neither.</summary>
    public static string? FindOnMacOs(string application, Architecture architecture) => new[]
    {
        Path.Combine(application, MacOsFile),
        Path.Combine(application, "runtimes", $"osx.10.14-{architecture.ToString().ToLowerInvariant()}", "native", MacOsFile),
    }.FirstOrDefault(File.Exists);
}
