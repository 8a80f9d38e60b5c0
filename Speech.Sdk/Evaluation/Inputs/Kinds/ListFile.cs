namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Lists that are named, or that lie in a named folder under a usual name.</summary>
internal static class ListFile
{
    /// <summary>The list's path, or null where there is none with such an extension.</summary>
    public static string? Find(string path, bool forced, params ReadOnlySpan<string> extensions)
    {
        if (File.Exists(path))
            return forced || extensions.Contains(Path.GetExtension(path).ToLowerInvariant()) ? path : null;
        foreach (string extension in extensions)
        {
            foreach (string name in (ReadOnlySpan<string>)["manifest", "metadata"])
            {
                string file = Path.Combine(path, name + extension);
                if (File.Exists(file))
                    return file;
            }
        }

        return null;
    }
}
