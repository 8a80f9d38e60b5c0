namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Reads the texts that some other program made of the clips. docs/evaluation-inputs.md tells which kinds there are and how texts find their clips.</summary>
public static class HypothesisFile
{
    private const int Listed = 5;

    /// <summary>The names of the kinds, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. HypothesisReaders.All.Select(reader => reader.Kind)];

    /// <summary>Reads a file, or a folder of them, and finds each text's clip.</summary>
    /// <exception cref="SpeechException">
    /// Nothing is there, a line is wrong, a text belongs to none of the clips or might belong to several, or a clip has two.
    /// </exception>
    public static HypothesisTexts Read(string path, IReadOnlyList<EvaluationClip> clips, HypothesisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clips);
        options ??= new HypothesisOptions();
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new SpeechException($"{path}: there is no such file or folder; check the path.");
        ClipIndex index = new(clips);
        IHypothesisReader reader = HypothesisReaders.For(path, index, options.Kind);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        Dictionary<string, SourceLine> lines = new(StringComparer.Ordinal);
        List<string> unmatched = [];
        int read = 0;
        foreach (Hypothesis hypothesis in reader.Read(path, index))
        {
            read++;
            if (index.Find(hypothesis) is not { } clip)
                unmatched.Add($"'{hypothesis.Name}' ({hypothesis.Line})");
            else if (!lines.TryAdd(clip.Id, hypothesis.Line))
                throw hypothesis.Line.Error($"the clip '{clip.Id}' has a text in {lines[clip.Id]} already; expected one for each clip.");
            else
                texts.Add(clip.Id, hypothesis.Text);
        }

        if (read == 0)
            throw new SpeechException($"{path}: holds no texts; expected one for each clip.");
        if (unmatched.Count > 0 && !options.AllowUnmatched)
            throw Unmatched(path, read, unmatched, clips);
        return new HypothesisTexts { Texts = texts, Unmatched = unmatched };
    }

    private static SpeechException Unmatched(string path, int read, List<string> unmatched, IReadOnlyList<EvaluationClip> clips) => new(
        $"{path}: {unmatched.Count} of {read} texts belong to none of the {clips.Count} clips: "
        + $"{string.Join(", ", unmatched.Take(Listed))}{(unmatched.Count > Listed ? ", …" : "")}. "
        + $"Expected the ids of clips, their recordings' paths or file names{(clips.Count > 0 ? $", for example '{clips[0].Id}'" : "")}; or allow texts without a clip.");
}
