namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>What an evaluation is made over: the clips of lists and folders. docs/evaluation-inputs.md tells which kinds there are and what they hold.</summary>
public sealed record EvaluationInput
{
    /// <summary>The clips in the order of the inputs; every id is there once.</summary>
    public required IReadOnlyList<EvaluationClip> Clips { get; init; }

    /// <summary>What was left out and why, each worth a line to the user: folders without clips, recordings without a text. <value>Empty: nothing.</value></summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The names of the kinds, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ClipReaders.All.Select(reader => reader.Kind)];

    /// <summary>Reads one list or folder. Recordings are not looked at: a clip whose file is missing fails by itself when it is heard.</summary>
    /// <exception cref="SpeechException">Nothing is there, its kind is unknown, or a line is wrong: the message names it.</exception>
    public static EvaluationInput Read(string path, EvaluationInputOptions? options = null) => Read([path], options);

    /// <summary>Reads several lists and folders as one evaluation.</summary>
    /// <exception cref="SpeechException">As with one; or two have a clip of the same id.</exception>
    public static EvaluationInput Read(IEnumerable<string> paths, EvaluationInputOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new EvaluationInputOptions();
        UniqueClips clips = new();
        List<string> notes = [];
        foreach (string path in paths)
        {
            InputSearch search = InputSearch.In(path, ClipReaders.Of(options.Kind));
            foreach ((IClipReader reader, string found) in search.Found)
                notes.AddRange(Read(reader.Read(found, options), clips));
            notes.AddRange(search.LeftOut.Where(folder => !clips.LieIn(folder)).Select(folder => $"{folder}: holds no clips of a known kind and is left out."));
        }

        return new EvaluationInput { Clips = clips.All, Notes = notes };
    }

    private static IEnumerable<string> Read(ClipSet set, UniqueClips clips)
    {
        List<FoundClip> found = [.. set.Clips];
        if (found.Count == 0)
            throw new SpeechException($"{set.Source}: holds no clips; expected at least one.");
        ClipNames.Name(set, found);
        clips.Add(found);
        return set.Notes();
    }
}
