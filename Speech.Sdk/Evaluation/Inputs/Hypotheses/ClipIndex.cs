namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// Finds a text's clip: by its id; else among the clips whose name or recording has the same file name, extension aside, that whose path agrees with
/// what was given for most folders from the end.
/// </summary>
internal sealed class ClipIndex
{
    private readonly Dictionary<string, EvaluationClip> _ids;
    private readonly ILookup<string, EvaluationClip> _stems;

    public ClipIndex(IReadOnlyList<EvaluationClip> clips)
    {
        Clips = clips;
        _ids = clips.ToDictionary(clip => clip.Id, StringComparer.Ordinal);
        _stems = clips.SelectMany(clip => StemsOf(clip).Select(stem => (Stem: stem, Clip: clip)))
            .ToLookup(entry => entry.Stem, entry => entry.Clip, StringComparer.Ordinal);
    }

    public IReadOnlyList<EvaluationClip> Clips { get; }

    /// <summary>Whether a name is one of a clip, or of several.</summary>
    public bool Knows(string name) => _ids.ContainsKey(name) || _stems.Contains(Stem(name));

    /// <summary>The clip, or null where none has such a name.</summary>
    /// <exception cref="SpeechException">Several have.</exception>
    public EvaluationClip? Find(Hypothesis hypothesis) =>
        (hypothesis.Id is { } id ? Find(id, hypothesis) : null) ?? (hypothesis.Audio is { } audio ? Find(audio, hypothesis) : null);

    private EvaluationClip? Find(string key, Hypothesis hypothesis)
    {
        if (_ids.TryGetValue(key, out EvaluationClip? exact))
            return exact;
        EvaluationClip[] candidates = [.. _stems[Stem(key)].Where(clip => hypothesis.Range is not { } range || Covers(clip, range))];
        if (candidates.Length < 2)
            return candidates.FirstOrDefault();
        int[] agreement = Array.ConvertAll(candidates, clip => Math.Max(Agreement(key, NameOf(clip)), Agreement(key, clip.AudioPath ?? "")));
        int most = agreement.Max();
        EvaluationClip[] best = [.. candidates.Where((_, i) => agreement[i] == most)];
        return best.Length == 1
            ? best[0]
            : throw hypothesis.Line.Error($"'{key}' may be any of {best.Length} clips, among them '{best[0].Id}' and '{best[1].Id}'; "
                + "expected a clip's id, or more of its recording's path.");
    }

    private static bool Covers(EvaluationClip clip, TimeRange range) => clip.Range is { } own ? own == range : range.Start == TimeSpan.Zero;

    // Two for each folder and the file's name, one more for the extension.
    private static int Agreement(string given, string own)
    {
        string[] left = AudioFiles.WithSlashes(AudioFiles.WithoutExtension(given)).Split('/');
        string[] right = AudioFiles.WithSlashes(AudioFiles.WithoutExtension(own)).Split('/');
        int same = 0;
        while (same < Math.Min(left.Length, right.Length) && left[^(same + 1)] == right[^(same + 1)])
            same++;
        return (2 * same) + (Path.GetExtension(given) == Path.GetExtension(own) ? 1 : 0);
    }

    private static IEnumerable<string> StemsOf(EvaluationClip clip)
    {
        string name = Stem(NameOf(clip));
        yield return name;
        if (clip.AudioPath is { } audio && Stem(audio) is { } stem && stem != name)
            yield return stem;
    }

    private static string NameOf(EvaluationClip clip) => clip.Id.StartsWith(clip.Set + "/", StringComparison.Ordinal) ? clip.Id[(clip.Set.Length + 1)..] : clip.Id;

    private static string Stem(string path)
    {
        string name = AudioFiles.WithoutExtension(path);
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
