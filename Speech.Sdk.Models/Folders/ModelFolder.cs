namespace Speech.Sdk.Models.Folders;

/// <summary>A folder of graphs and configuration files that a family loads from.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Name">What results call the model.</param>
/// <param name="Manifest">The exporter's manifest, or null for a folder that another exporter made.</param>
internal sealed record ModelFolder(string Path, string Name, ModelManifest? Manifest)
{
    /// <summary>Reads the folder's manifest and checks that every file it names is there in full, before anything native is touched.</summary>
    /// <exception cref="ModelFolderException">The folder is missing or incomplete; lists every problem.</exception>
    public static ModelFolder Open(string path, string name)
    {
        if (!Directory.Exists(path))
            throw new ModelFolderException($"{path} is not a folder; expected a folder of exported graphs.");
        string manifestPath = System.IO.Path.Combine(path, ModelManifest.FileName);
        if (!File.Exists(manifestPath))
            return new ModelFolder(path, name, Manifest: null);

        ModelManifest manifest = ModelManifest.Read(manifestPath);
        List<string> problems = [];
        foreach ((string file, long bytes) in manifest.FileSizes)
        {
            var info = new FileInfo(System.IO.Path.Combine(path, file));
            // The Hugging Face cache holds links, and a link's length is its own.
            info = info.Exists && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : info;
            if (!info.Exists)
                problems.Add($"{file} is missing");
            else if (info.Length != bytes)
                problems.Add($"{file} has {info.Length} bytes where the manifest says {bytes}");
        }

        foreach ((string role, string file) in manifest.Graphs)
        {
            if (!File.Exists(System.IO.Path.Combine(path, file)) && !manifest.FileSizes.ContainsKey(file))
                problems.Add($"{file}, the {role} graph, is missing");
        }

        if (problems.Count > 0)
            throw new ModelFolderException($"{path} is incomplete: {string.Join("; ", problems)}. Export or copy the model folder again.");
        return new ModelFolder(path, name, manifest);
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public bool Has(string name) => File.Exists(PathOf(name));
}
