using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A locale of Mozilla Common Voice: test.tsv, dev.tsv and so on, recordings in clips/, and in later releases their lengths in clip_durations.tsv.</summary>
internal sealed class CommonVoiceReader : IClipReader
{
    private static readonly string[] Splits = ["test", "dev", "train", "validated", "other", "invalidated"];

    public string Kind => "common-voice";

    public string LooksFor => "a locale's folder of Common Voice (test.tsv with client_id, path and sentence; clips/), or one of its .tsv files";

    public bool Recognizes(string path, bool forced) => File.Exists(path)
        ? IsList(path)
        : Splits.Any(split => IsList(Path.Combine(path, split + ".tsv")));

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string file = SplitFile.Find(path, options);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string clips = Path.Combine(folder, "clips");
        if (!Directory.Exists(clips))
            clips = folder;
        string set = $"common_voice_{ClipSet.NameOf(folder)}_{Path.GetFileNameWithoutExtension(file)}";
        return new ClipSet(set, clips, file, Clips(file, set, clips, Path.Combine(folder, "clip_durations.tsv")));
    }

    private static IEnumerable<FoundClip> Clips(string file, string set, string clips, string durationFile)
    {
        List<FoundClip> found = [.. DelimitedRows.Tsv(file).Select(row => RowClips.ToClip(row, set, clips))];
        if (!File.Exists(durationFile))
            return found;

        // The lengths are those of all splits: only what is asked for is kept.
        Dictionary<string, int> places = new(found.Count, StringComparer.Ordinal);
        for (int i = 0; i < found.Count; i++)
            places[Path.GetFileName(found[i].Clip.AudioPath!)] = i;
        foreach ((string[] cells, SourceLine at) in DelimitedRows.TabRecords(durationFile).Skip(1))
        {
            if (cells.Length != 2 || !long.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds))
                throw at.Error($"the line is '{string.Join('\t', cells)}'; expected a clip, a tab and its length in milliseconds.");
            if (places.TryGetValue(cells[0], out int place))
                found[place] = found[place] with { Clip = found[place].Clip with { Duration = TimeSpan.FromMilliseconds(milliseconds) } };
        }

        return found;
    }

    private static bool IsList(string file) =>
        File.Exists(file) && TextLines.FirstOf(file)?.Split('\t') is { } names
        && names.Contains("client_id") && names.Contains("path") && names.Contains("sentence");
}
