using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Providers;

/// <summary>A machine whose libraries the test names.</summary>
internal sealed class FakeLibraries(OsKind os) : INativeLibraries
{
    public OsKind Os => os;

    public IReadOnlyList<string> ApplicationFolders => ["/app", "/app/native"];

    public IReadOnlyList<string> SystemPlaces => ["LD_LIBRARY_PATH (/opt/lib)", "the system's library path"];

    /// <summary>Files beside the application.</summary>
    public string[] Beside { get; init; } = [];

    /// <summary>Libraries that the system's loader finds.</summary>
    public string[] Installed { get; init; } = [];

    /// <summary>What a file beside the application needs.</summary>
    public Dictionary<string, string[]> Imports { get; init; } = [];

    public string? Find(string file) => Beside.Contains(file) ? $"/app/{file}" : null;

    public IReadOnlyList<string> ImportsOf(string path) => Imports.GetValueOrDefault(path["/app/".Length..]) ?? [];

    public bool CanLoad(string file) => Installed.Contains(file);
}
