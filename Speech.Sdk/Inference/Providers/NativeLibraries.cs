using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference.Providers;

/// <summary>The libraries of this machine.</summary>
internal sealed class NativeLibraries(OsKind os, IReadOnlyList<string> applicationFolders) : INativeLibraries
{
    public NativeLibraries()
        : this(
            OperatingSystem.IsWindows() ? OsKind.Windows : OperatingSystem.IsMacOS() ? OsKind.MacOs : OsKind.Linux,
            FoldersOf(AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "", AppContext.BaseDirectory, RuntimeEnvironment.GetRuntimeDirectory()))
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

    /// <summary>The folders where .NET looks for an application's libraries, without .NET's own; a native or self-contained program has .NET in its own.</summary>
    internal static IReadOnlyList<string> FoldersOf(string searched, string application, string runtime) =>
    [
        .. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.TrimEndingDirectorySeparator)
            .Where(folder => folder != Path.TrimEndingDirectorySeparator(runtime))
            .Append(Path.TrimEndingDirectorySeparator(application)).Distinct(),
    ];

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
