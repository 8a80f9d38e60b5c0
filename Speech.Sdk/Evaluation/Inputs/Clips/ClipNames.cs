using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// Gives clips their ids: the set, a slash, and the list's own id or else the recording's path without extension. The path goes from the list's
/// folder; for recordings elsewhere from the deepest folder that has all of those, so that no id tells where the data lies. Recordings
/// that differ by their extensions alone keep these, and parts of a recording have their times behind an @.
/// </summary>
internal static class ClipNames
{
    public static void Name(ClipSet set, List<FoundClip> clips)
    {
        string? elsewhere = CommonFolder(set.Folder, clips);
        HashSet<string> names = new(clips.Count, StringComparer.Ordinal);
        HashSet<string> twice = new(StringComparer.Ordinal);
        string[] ids = new string[clips.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = $"{set.Name}/{NameOf(clips[i].Clip, set.Folder, elsewhere, withExtension: false)}";
            if (!names.Add(ids[i]))
                twice.Add(ids[i]);
        }

        for (int i = 0; i < ids.Length; i++)
        {
            string id = twice.Contains(ids[i]) ? $"{set.Name}/{NameOf(clips[i].Clip, set.Folder, elsewhere, withExtension: true)}" : ids[i];
            clips[i] = clips[i] with { Clip = clips[i].Clip with { Id = id } };
        }
    }

    /// <summary>A stretch of time as ids have it: seconds from and to.</summary>
    public static string Suffix(TimeRange range) => string.Create(
        CultureInfo.InvariantCulture, $"@{range.Start.TotalSeconds:0.#######}-{range.End?.TotalSeconds:0.#######}");

    private static string NameOf(EvaluationClip clip, string folder, string? elsewhere, bool withExtension)
    {
        if (clip.Id.Length > 0)
            return clip.Id;
        string path = clip.AudioPath!;
        string relative = AudioFiles.WithSlashes(path[(IsIn(folder, path) ? folder : elsewhere!).Length..]).TrimStart('/');
        string name = withExtension ? relative : AudioFiles.WithoutExtension(relative);
        return clip.Range is { } range ? name + Suffix(range) : name;
    }

    private static bool IsIn(string folder, string path) =>
        path.Length > folder.Length && path.StartsWith(folder, StringComparison.Ordinal)
        && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static string? CommonFolder(string folder, List<FoundClip> clips)
    {
        string? common = null;
        foreach (FoundClip found in clips)
        {
            if (found.Clip is not { Id: "", AudioPath: { } path } || IsIn(folder, path))
                continue;
            common ??= Path.GetDirectoryName(path) ?? path;
            while (!IsIn(common, path) && Path.GetDirectoryName(common) is { } above)
                common = above;
        }

        return common;
    }
}
