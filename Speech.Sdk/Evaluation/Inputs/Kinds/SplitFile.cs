namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The list of one split of a corpus that has a .tsv for each.</summary>
internal static class SplitFile
{
    /// <summary>The file itself where it was named, or the split that is asked for.</summary>
    /// <exception cref="SpeechException">The folder has no such split.</exception>
    public static string Find(string path, EvaluationInputOptions options)
    {
        if (File.Exists(path))
            return path;
        string file = Path.Combine(path, options.Split + ".tsv");
        if (File.Exists(file))
            return file;
        IEnumerable<string?> there = Directory.EnumerateFiles(path, "*.tsv").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        throw new SpeechException($"{path}: has no split '{options.Split}'; expected one of {string.Join(", ", there)}.");
    }
}
