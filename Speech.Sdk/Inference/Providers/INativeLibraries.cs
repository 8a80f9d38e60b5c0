namespace Speech.Sdk.Inference.Providers;

/// <summary>The libraries of a machine, as a provider's probe sees them.</summary>
internal interface INativeLibraries
{
    OsKind Os { get; }

    /// <summary>Folders that ONNX Runtime's own libraries are looked for in.</summary>
    IReadOnlyList<string> ApplicationFolders { get; }

    /// <summary>Where the system looks for all others: folders of its variable, and its own places in words.</summary>
    IReadOnlyList<string> SystemPlaces { get; }

    /// <summary>The file of that name in the application's folders; null where there is none.</summary>
    string? Find(string file);

    /// <summary>What a library's file names as needed to load it.</summary>
    IReadOnlyList<string> ImportsOf(string path);

    /// <summary>Whether the system's loader finds and loads a library.</summary>
    bool CanLoad(string file);
}
