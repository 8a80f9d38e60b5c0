using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference.Providers;

/// <summary>The libraries of this machine.</summary>
internal sealed class NativeLibraries(OsKind os, IReadOnlyList<string> applicationFolders) : INativeLibraries
{
    public NativeLibraries()
        : this(
            OperatingSystem.IsWindows() ? OsKind.Windows : OperatingSystem.IsMacOS() ? OsKind.MacOs : OsKind.Linux,
            [
                .. ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                    .Append(AppContext.BaseDirectory).Select(Path.TrimEndingDirectorySeparator).Distinct()
                    .Except([Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory())]),
            ])
    {
    }

    public OsKind Os => os;

    public IReadOnlyList<string> ApplicationFolders => applicationFolders;

    public IReadOnlyList<string> SystemPlaces
    {
        get
        {
            (string variable, string besides) = Os switch
            {
                OsKind.Windows => ("PATH", "Windows' system folder"),
                OsKind.MacOs => ("DYLD_LIBRARY_PATH", "the system's library path"),
                _ => ("LD_LIBRARY_PATH", "the system's library path (ldconfig -p lists it)"),
            };
            string[] folders = (Environment.GetEnvironmentVariable(variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
            return [folders.Length > 0 ? $"{variable} ({string.Join(", ", folders)})" : $"{variable} (not set)", besides];
        }
    }

    public string? Find(string file) => ApplicationFolders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    public IReadOnlyList<string> ImportsOf(string path) => LibraryImports.Read(path);

    public bool CanLoad(string file)
    {
        if (NativeLibrary.TryLoad(file, out nint library))
        {
            NativeLibrary.Free(library);
            return true;
        }

        // Windows looks beside the executable, not in the other folders of the application.
        return Os == OsKind.Windows && !Path.IsPathRooted(file) && Find(file) is { } path && CanLoad(path);
    }
}
