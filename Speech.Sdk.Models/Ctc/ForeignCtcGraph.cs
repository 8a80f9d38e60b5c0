using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Ctc;

/// <summary>The graph of a CTC model that another exporter made: optimum's model.onnx, beside the configuration or in its <c>onnx</c> folder.</summary>
internal static class ForeignCtcGraph
{
    /// <summary>The graph's full path; null where there is none.</summary>
    public static string? Find(ModelFolder folder) => Find(folder.Has) is { } graph ? folder.PathOf(graph) : null;

    /// <summary>The graph of whatever can say whether it has a file, by its path there.</summary>
    public static string? Find(Func<string, bool> has) =>
        OptimumFiles.Roots.Select(root => OptimumFiles.Find(has, root + "model")).FirstOrDefault(path => path is not null);

    /// <summary>Whether a folder without a manifest is of a family and holds a graph.</summary>
    public static bool IsOf(ModelFolder folder, string family)
    {
        if (!folder.Has("config.json") || Find(folder) is null)
            return false;
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        return config.Text("model_type") == family;
    }

    /// <exception cref="ModelFolderException">The checkpoint that it was made of does not transcribe.</exception>
    public static void RequireCtc(ModelFolder folder)
    {
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        if (config.Texts("architectures") is [var architecture, ..] && !architecture.EndsWith("ForCTC", StringComparison.Ordinal))
            throw new ModelFolderException($"{folder.Path} is a {architecture}, which does not transcribe; give a folder of a ForCTC model.");
    }
}
