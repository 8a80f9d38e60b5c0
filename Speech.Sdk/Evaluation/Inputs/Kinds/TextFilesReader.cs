namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Recordings in a folder, each with a text beside it: a.flac and a.txt.</summary>
internal sealed class TextFilesReader : IClipReader
{
    public string Kind => "text-files";

    public string LooksFor => "a folder of recordings with a .txt of the same name beside each";

    public bool Recognizes(string path, bool forced) =>
        Directory.Exists(path) && Directory.EnumerateFiles(path).Any(file => AudioFiles.IsAudio(file) && File.Exists(Path.ChangeExtension(file, ".txt")));

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        List<string> notes = [];
        string set = ClipSet.NameOf(path);
        return new ClipSet(set, Path.GetFullPath(path), path, Clips(path, set, notes)) { Notes = () => notes };
    }

    private static IEnumerable<FoundClip> Clips(string path, string set, List<string> notes)
    {
        string[] recordings = [.. AudioFiles.In(path).Values.Order(StringComparer.Ordinal)];
        foreach (string recording in recordings)
        {
            string file = Path.ChangeExtension(recording, ".txt");
            if (File.Exists(file))
            {
                yield return new FoundClip(
                    new EvaluationClip { Id = "", Set = set, Reference = TextLines.Whole(file), AudioPath = Path.GetFullPath(recording) },
                    new SourceLine(file, 1));
            }
        }

        string[] without = [.. recordings.Where(recording => !File.Exists(Path.ChangeExtension(recording, ".txt")))];
        if (without.Length > 0)
            notes.Add($"{path}: {without.Length} recordings have no .txt beside them and are left out, for example {Path.GetFileName(without[0])}.");
    }
}
