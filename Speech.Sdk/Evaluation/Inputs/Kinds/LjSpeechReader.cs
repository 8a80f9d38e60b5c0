namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// LJSpeech and the many sets made like it: metadata.csv without a header, <c>id|text</c> or <c>id|text|text in words</c>, and the recordings in wavs/.
/// Told from other CSV files by the bars and the folder together.
/// </summary>
internal sealed class LjSpeechReader : IClipReader
{
    public string Kind => "lj";

    public string LooksFor => "LJSpeech's metadata.csv (id|text or id|text|normalised text) beside a folder wavs";

    public bool Recognizes(string path, bool forced)
    {
        string file = FileOf(path);
        if (forced || !File.Exists(file))
            return File.Exists(file);
        string wavs = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "wavs");
        return Path.GetFileName(file) == "metadata.csv" && Directory.Exists(wavs) && TextLines.FirstOf(file)?.Count(letter => letter == '|') is 1 or 2;
    }

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string file = FileOf(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return new ClipSet(ClipSet.NameOf(folder), folder, file, Clips(file, folder));
    }

    private static string FileOf(string path) => File.Exists(path) ? path : Path.Combine(path, "metadata.csv");

    private static IEnumerable<FoundClip> Clips(string file, string folder)
    {
        string wavs = Path.Combine(folder, "wavs");
        Dictionary<string, string> recordings = AudioFiles.In(wavs);
        string set = ClipSet.NameOf(folder);
        string[] names = ["normalized_text"];
        foreach ((string line, SourceLine at) in TextLines.All(file))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] cells = line.Split('|');
            if (cells.Length is not (2 or 3) || cells[0].Length == 0)
                throw at.Error($"the line has {cells.Length} parts between bars; expected id|text or id|text|normalised text.");
            string name = AudioFiles.WithoutExtension(cells[0]);
            yield return new FoundClip(
                new EvaluationClip
                {
                    Id = name,
                    Set = set,
                    Reference = cells[1],
                    AudioPath = recordings.GetValueOrDefault(name) ?? Path.Combine(wavs, name + ".wav"),
                    Fields = cells.Length == 3 ? new FieldValues(names, [cells[2]]) : FieldValues.None,
                },
                at);
        }
    }
}
